package io.sightglass.registry;

import java.util.Arrays;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.sightglass.registry.internal.natives.ClassicBuckets;
import org.jspecify.annotations.Nullable;

/**
 * The upper bounds of a histogram's buckets, which have one bucket more than bounds: what
 * is above all of them.
 */
final class Bounds implements ClassicBuckets {

	private static final CountAtBucket[] NO_HISTOGRAM = {};

	private final double[] bounds;

	private Bounds(double[] bounds) {
		this.bounds = bounds;
	}

	static Bounds of(double... bounds) {
		return new Bounds(bounds);
	}

	static Bounds of(DistributionStatisticConfig config) {
		return of(config.getHistogramBuckets(true).stream().mapToDouble(Double::doubleValue).toArray());
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Bounds same && Arrays.equals(this.bounds, same.bounds);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bounds);
	}

	int buckets() {
		return this.bounds.length + 1;
	}

	/**
	 * The bounds of all buckets, with that of what is above all others.
	 * @return the bounds
	 */
	double[] withInfinity() {
		double[] all = Arrays.copyOf(this.bounds, buckets());
		all[this.bounds.length] = Double.POSITIVE_INFINITY;
		return all;
	}

	/**
	 * The bucket of a value: the first whose bound is not below it. Halves without a
	 * branch on the value, which no processor could foresee.
	 * @param value the value
	 * @return the bucket's index
	 */
	@Override
	public int bucket(double value) {
		int from = 0;
		int left = this.bounds.length;
		while (left > 0) {
			int half = (left + 1) >>> 1;
			from += (this.bounds[from + half - 1] < value) ? half : 0;
			left -= half;
		}
		return from;
	}

	@Override
	public boolean isBucketOf(int bucket, double value) {
		return (bucket == 0 || this.bounds[bucket - 1] < value)
				&& (bucket == this.bounds.length || value <= this.bounds[bucket]);
	}

	/**
	 * Cumulative counts, as Micrometer hands them out.
	 * @param stripes what was counted
	 * @return a count a bound, none if there are no bounds
	 */
	CountAtBucket[] counts(Striped<?> stripes) {
		if (this.bounds.length == 0) {
			return NO_HISTOGRAM;
		}
		CountAtBucket[] counts = new CountAtBucket[this.bounds.length];
		long[] single = new long[buckets()];
		stripes.counts(single);
		long total = 0;
		for (int i = 0; i < counts.length; i++) {
			total += single[i];
			counts[i] = new CountAtBucket(this.bounds[i], total);
		}
		return counts;
	}

}
