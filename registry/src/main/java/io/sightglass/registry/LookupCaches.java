package io.sightglass.registry;

import java.util.List;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.internal.scrape.Distribution;
import io.sightglass.registry.limit.SeriesLimiter;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a registry that were asked for before, by kind.
 */
final class LookupCaches {

	private final LookupCache<Counter> counters = new LookupCache<>(Counter.class,
			(meter) -> meter instanceof StripedCounter || meter instanceof LastingCounter);

	private final LookupCache<Timer> timers = new LookupCache<>(Timer.class, Distribution.class::isInstance);

	private final LookupCache<DistributionSummary> summaries = new LookupCache<>(DistributionSummary.class,
			Distribution.class::isInstance);

	LookupCache<Counter> counters() {
		return this.counters;
	}

	LookupCache<Timer> timers() {
		return this.timers;
	}

	LookupCache<DistributionSummary> summaries() {
		return this.summaries;
	}

	/**
	 * A filter has come, which may make something else of what was asked for before.
	 * @param limiter a filter of the registry, if there is one
	 * @param sameTags whether no other filter maps values first
	 */
	void foldBy(@Nullable SeriesLimiter limiter, boolean sameTags) {
		each((table) -> table.foldBy(limiter, sameTags));
		each(LookupCache::forget);
	}

	/**
	 * There are meters already that filters which come may map to others.
	 */
	void late() {
		each(LookupCache::late);
	}

	void forget(Meter removed) {
		each((table) -> table.forget(removed));
	}

	private void each(Consumer<LookupCache<?>> action) {
		List.of(this.counters, this.timers, this.summaries).forEach(action);
	}

}
