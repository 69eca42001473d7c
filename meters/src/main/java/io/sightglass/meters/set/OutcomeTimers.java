package io.sightglass.meters.set;

import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.internal.Times;

/**
 * The timers of one method, whose last tag is the outcome.
 */
public final class OutcomeTimers {

	private final MeterTable<Timer> table;

	private final EnumTag<Outcome> outcomes;

	private final Times times;

	OutcomeTimers(MeterTable<Timer> table, EnumTag<Outcome> outcomes, Times times) {
		this.table = table;
		this.outcomes = outcomes;
		this.times = times;
	}

	/**
	 * Starts a timing.
	 * @param slot the number of a combination of tag values
	 * @return the timing, running
	 */
	public Timing start(long slot) {
		long start = this.times.start();
		return (start != Times.UNTIMED) ? new Timing(this, slot, start) : Timing.NONE;
	}

	void record(long slot, Outcome outcome, long start) {
		this.times.end(this.table.at(this.outcomes.slot(slot, outcome)), start);
	}

}
