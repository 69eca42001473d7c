package io.sightglass.registry.internal.scrape;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.sightglass.registry.internal.natives.NativeReading;
import org.jspecify.annotations.Nullable;

/**
 * A timer or a distribution summary, read without a snapshot.
 */
public interface Distribution extends HistogramSupport {

	/**
	 * What was counted in each bucket alone; the last one is above all bounds.
	 * @param into where the counts go, from the first place on
	 */
	void counts(long[] into);

	/**
	 * How often something was recorded.
	 * @return the sum of {@link #counts}
	 */
	long recorded();

	/**
	 * How many buckets there are.
	 * @return the bounds and one
	 */
	int buckets();

	/**
	 * What was recorded in all.
	 * @return the sum, of a timer in seconds
	 */
	double sum();

	/**
	 * The greatest of late, in a moving window.
	 * @return the maximum, of a timer in seconds
	 */
	double largest();

	/**
	 * Spans of what was recorded of late.
	 * @return exemplars, of a timer in seconds; none without tracing
	 */
	Exemplars exemplars();

	/**
	 * Whether there is a native histogram of what is recorded.
	 * @return whether {@link #natives} is one
	 */
	boolean isNative();

	/**
	 * The native histogram of what was recorded.
	 * @return nothing where it is none
	 */
	@Nullable NativeReading natives();

	/**
	 * Cumulative counts of the buckets that have a bound.
	 * @return the counts, none if there are no bounds
	 */
	CountAtBucket[] histogramCounts();

}
