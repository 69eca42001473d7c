package io.sightglass.set;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.sightglass.sample.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one method.
 */
public final class Timers {

	private final MeterTable<Timer> table;

	private final Sampler sampler;

	private final Clock clock;

	Timers(MeterTable<Timer> table, Sampler sampler, Clock clock) {
		this.table = table;
		this.sampler = sampler;
		this.clock = clock;
	}

	/**
	 * Starts a stopwatch.
	 * @param slot the number of a combination of tag values
	 * @return the stopwatch, running
	 */
	public Stopwatch start(long slot) {
		return this.sampler.take() ? new Stopwatch(this, slot, this.clock.monotonicTime()) : Stopwatch.NONE;
	}

	/**
	 * Records what was timed elsewhere.
	 * @param slot the number of a combination of tag values
	 * @param duration how long it took; null is nothing
	 */
	public void record(long slot, @Nullable Duration duration) {
		if (duration != null && this.sampler.take()) {
			this.table.at(slot).record(duration);
		}
	}

	void stop(long slot, long start) {
		this.table.at(slot).record(this.clock.monotonicTime() - start, TimeUnit.NANOSECONDS);
	}

}
