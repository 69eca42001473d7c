package io.sightglass.set;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.sightglass.sample.Sampler;
import io.sightglass.tag.Outcome;

/**
 * The timers of one method, whose last tag is the outcome.
 */
public final class SpanTimers {

	private final MeterTable<Timer> table;

	private final EnumTag<Outcome> outcomes;

	private final Sampler sampler;

	private final Clock clock;

	SpanTimers(MeterTable<Timer> table, EnumTag<Outcome> outcomes, Sampler sampler, Clock clock) {
		this.table = table;
		this.outcomes = outcomes;
		this.sampler = sampler;
		this.clock = clock;
	}

	/**
	 * Starts a span.
	 * @param slot the number of a combination of tag values
	 * @return the span, running
	 */
	public Span start(long slot) {
		return this.sampler.take() ? new Span(this, slot, this.clock.monotonicTime()) : Span.NONE;
	}

	void record(long slot, Outcome outcome, long start) {
		this.table.at(this.outcomes.slot(slot, outcome))
			.record(this.clock.monotonicTime() - start, TimeUnit.NANOSECONDS);
	}

}
