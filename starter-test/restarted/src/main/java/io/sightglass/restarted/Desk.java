package io.sightglass.restarted;

import java.util.concurrent.CompletableFuture;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.pipeline.PipelineStage;

import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.stereotype.Service;

/**
 * Works, and fails now and then.
 */
@Service
class Desk {

	@Timed("desk.check")
	@PipelineStage(pipeline = "orders", stage = "check")
	public void check(String order) {
		if (order.isEmpty()) {
			throw new MissingOrderException();
		}
	}

	@Counted("desk.sent")
	@PipelineStage(pipeline = "orders", stage = "send")
	public CompletableFuture<Order> send(String order) {
		return CompletableFuture.completedFuture(new Order(order));
	}

	@ServiceActivator(inputChannel = "shelf")
	void store(Order order) {
	}

	record Order(String name) {
	}

	/** An exception of the application's own, which meters are given. */
	static class MissingOrderException extends RuntimeException {

	}

}
