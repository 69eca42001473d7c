package io.sightglass.meters.instrument;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;

/**
 * A clock that each thread sets for itself.
 */
final class HandClock implements Clock {

	private final ThreadLocal<long[]> now = ThreadLocal.withInitial(() -> new long[1]);

	private volatile boolean failing;

	void set(long nanos) {
		this.now.get()[0] = nanos;
	}

	void fail() {
		this.failing = true;
	}

	@Override
	public long wallTime() {
		return TimeUnit.NANOSECONDS.toMillis(this.now.get()[0]);
	}

	@Override
	public long monotonicTime() {
		if (this.failing) {
			throw new IllegalStateException("stopped");
		}
		return this.now.get()[0];
	}

}
