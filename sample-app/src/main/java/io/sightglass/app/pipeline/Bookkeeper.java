package io.sightglass.app.pipeline;

import io.sightglass.pipeline.PipelineStage;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Books payments; an annotation makes it a stage.
 */
@Component
class Bookkeeper {

	@PipelineStage(pipeline = "payments", stage = "book")
	public Mono<Order> book(Order payment) {
		return payment.isTest() ? Mono.empty() : Mono.just(payment);
	}

}
