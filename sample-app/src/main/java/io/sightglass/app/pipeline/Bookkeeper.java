package io.sightglass.app.pipeline;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.PipelineStage;
import io.sightglass.meters.pipeline.Stage;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.stereotype.Component;

/**
 * Books payments; an annotation makes it a stage. The ledger is slow now and then, and is
 * asked once more.
 */
@Component
class Bookkeeper {

	private static final Duration WORK = Duration.ofMillis(5);

	private final Stage book;

	Bookkeeper(PipelineMeters pipelines) {
		this.book = pipelines.pipeline("payments").stage("book");
	}

	@PipelineStage(pipeline = "payments", stage = "book")
	public Mono<Order> book(Order payment) {
		if (payment.isVoucher()) {
			return Mono.empty();
		}
		AtomicInteger attempts = new AtomicInteger();
		return Mono.defer(() -> write(payment, attempts.getAndIncrement()))
			.retryWhen(Retry.max(1).doBeforeRetry((attempt) -> this.book.retried(attempt.failure())));
	}

	private Mono<Order> write(Order payment, int attempt) {
		return (payment.isDifficult() && attempt == 0) ? Mono.error(new TimeoutException("the ledger is slow"))
				: Mono.just(payment).delayElement(WORK);
	}

}
