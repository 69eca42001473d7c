package io.sightglass.registry.clock;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Clock;

/**
 * A clock that stands until it is set.
 */
class SettableClock implements Clock {

	/** A whole minute. */
	static final long START = TimeUnit.DAYS.toMillis(20_000);

	final AtomicLong wall = new AtomicLong(START);

	final AtomicLong nanos = new AtomicLong();

	@Override
	public long wallTime() {
		return this.wall.get();
	}

	@Override
	public long monotonicTime() {
		return this.nanos.get();
	}

	void pass(long millis) {
		this.wall.addAndGet(millis);
		this.nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
	}

}
