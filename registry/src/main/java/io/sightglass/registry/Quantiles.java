package io.sightglass.registry;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;

/**
 * Quantiles are computed by Micrometer, over a window; buckets are ours, and count for
 * ever.
 */
final class Quantiles {

	private static final DistributionStatisticConfig NO_BUCKETS = DistributionStatisticConfig.builder()
		.percentilesHistogram(false)
		.serviceLevelObjectives()
		.build();

	private Quantiles() {
	}

	static DistributionStatisticConfig of(DistributionStatisticConfig config) {
		return NO_BUCKETS.merge(config);
	}

	/**
	 * Adds the buckets to a snapshot.
	 * @param quantiles a snapshot without buckets
	 * @param counts the buckets, cumulative
	 * @return both
	 */
	static HistogramSnapshot with(HistogramSnapshot quantiles, CountAtBucket[] counts) {
		return (counts.length == 0) ? quantiles : new HistogramSnapshot(quantiles.count(), quantiles.total(),
				quantiles.max(), quantiles.percentileValues(), counts, quantiles::outputSummary);
	}

}
