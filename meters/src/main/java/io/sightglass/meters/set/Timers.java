package io.sightglass.meters.set;

import java.time.Duration;

import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.internal.Times;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one method.
 */
public final class Timers {

	private final MeterTable<Timer> table;

	private final Times times;

	Timers(MeterTable<Timer> table, Times times) {
		this.table = table;
		this.times = times;
	}

	/**
	 * Starts a stopwatch.
	 * @param slot the number of a combination of tag values
	 * @return the stopwatch, running
	 */
	public Stopwatch start(long slot) {
		long start = this.times.start();
		return (start != Times.UNTIMED) ? new Stopwatch(this, slot, start) : Stopwatch.NONE;
	}

	/**
	 * Records what was timed elsewhere.
	 * @param slot the number of a combination of tag values
	 * @param duration how long it took; null, less than nothing and more than a year is
	 * left out
	 */
	public void record(long slot, @Nullable Duration duration) {
		this.times.record(this.table.at(slot), duration);
	}

	void stop(long slot, long start) {
		this.times.end(this.table.at(slot), start);
	}

}
