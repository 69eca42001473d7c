package io.sightglass.registry.internal.scrape;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSupport;

/**
 * A timer or a distribution summary, read without a snapshot.
 */
public interface Distribution extends HistogramSupport, Totals, Dated {

	/**
	 * What a scrape shows, asked once a series, so that count, sum and buckets agree.
	 * @return this, or where it stood before
	 */
	Totals shown();

	/**
	 * How many buckets there are.
	 * @return the bounds and one
	 */
	int buckets();

	/**
	 * The greatest of late, in a moving window.
	 * @return the maximum, of a timer in seconds
	 */
	double largest();

	/**
	 * Whether there is a native histogram of what is recorded.
	 * @return whether {@link #natives} is one
	 */
	boolean isNative();

	/**
	 * Cumulative counts of the buckets that have a bound.
	 * @return the counts, none if there are no bounds
	 */
	CountAtBucket[] histogramCounts();

}
