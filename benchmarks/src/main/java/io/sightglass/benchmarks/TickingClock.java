package io.sightglass.benchmarks;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;

/**
 * The coarse clock in a simpler form: it ticks for ever, and is never exact.
 */
final class TickingClock implements Clock, AutoCloseable {

	private static final long TICK_MILLIS = 5;

	private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();

	private volatile long now = System.currentTimeMillis();

	TickingClock() {
		this.ticker.scheduleAtFixedRate(() -> this.now = System.currentTimeMillis(), TICK_MILLIS, TICK_MILLIS,
				TimeUnit.MILLISECONDS);
	}

	@Override
	public long wallTime() {
		return this.now;
	}

	@Override
	public long monotonicTime() {
		return System.nanoTime();
	}

	@Override
	public void close() {
		this.ticker.shutdownNow();
	}

}
