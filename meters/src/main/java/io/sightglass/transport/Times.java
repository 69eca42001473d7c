package io.sightglass.transport;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.sightglass.sample.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Which times are recorded, and by what clock.
 */
record Times(Sampler sampler, Clock clock) {

	private static final long UNTIMED = Long.MIN_VALUE;

	long start() {
		return this.sampler.take() ? this.clock.monotonicTime() : UNTIMED;
	}

	void end(@Nullable Timer timer, long start) {
		if (timer != null && start != UNTIMED) {
			timer.record(this.clock.monotonicTime() - start, TimeUnit.NANOSECONDS);
		}
	}

	void record(@Nullable Timer timer, long nanos) {
		if (timer != null && this.sampler.take()) {
			timer.record(nanos, TimeUnit.NANOSECONDS);
		}
	}

}
