package io.sightglass.app.pipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

import io.sightglass.instrumentation.reactor.PipelineTap;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Payments wait in a queue of 32 until Reactor has booked them, four at a time; whoever
 * brings more than that waits too.
 */
@Component
class Till implements SmartLifecycle {

	private static final int QUEUE = 32;

	private static final long PAUSE_NANOS = 1_000_000;

	private final BlockingQueue<Order> queue = new ArrayBlockingQueue<>(QUEUE);

	private final Pipeline pipeline;

	private final Bookkeeper bookkeeper;

	private volatile Sinks.Many<Order> payments = Sinks.many().unicast().onBackpressureBuffer(this.queue);

	private volatile @Nullable Disposable open;

	Till(PipelineMeters pipelines, Bookkeeper bookkeeper) {
		this.pipeline = pipelines.pipeline("payments");
		this.bookkeeper = bookkeeper;
		this.pipeline.buffer("book", this.queue);
	}

	void pay(Order order) {
		this.payments.emitNext(order, (signal, result) -> {
			LockSupport.parkNanos(PAUSE_NANOS);
			return this.open != null
					&& (result == Sinks.EmitResult.FAIL_OVERFLOW || result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
		});
	}

	@Override
	public void start() {
		this.payments = Sinks.many().unicast().onBackpressureBuffer(this.queue);
		this.open = this.payments.asFlux()
			.transform(PipelineTap.source(this.pipeline.source("till")))
			.flatMap(this.bookkeeper::book, 4)
			.transform(PipelineTap.sink(this.pipeline.sink("ledger"), Order::placedAt))
			.subscribe();
	}

	@Override
	public void stop() {
		Disposable opened = this.open;
		this.open = null;
		if (opened != null) {
			opened.dispose();
		}
	}

	@Override
	public boolean isRunning() {
		return this.open != null;
	}

}
