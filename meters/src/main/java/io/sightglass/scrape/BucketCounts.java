package io.sightglass.scrape;

import java.util.concurrent.atomic.AtomicLongArray;

import io.sightglass.striped.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * The live counts of a histogram's buckets, not cumulative: read without an object a
 * bucket, which the public way makes.
 */
sealed interface BucketCounts {

	/**
	 * How many buckets are counted; Micrometer does not count what is above all bounds.
	 * @return the number of buckets
	 */
	int size();

	long get(int bucket);

	/**
	 * The counts of a timer or distribution summary.
	 * @param meter the meter
	 * @param bounds how many bounds it has
	 * @return nothing if only the public way is left
	 */
	static @Nullable BucketCounts of(Object meter, int bounds) {
		if (meter instanceof Distribution ours) {
			return new Striped(ours, bounds + 1);
		}
		AtomicLongArray counts = Internals.counts(meter, bounds);
		return (counts != null) ? new Micrometer(counts) : null;
	}

	/**
	 * Ours.
	 *
	 * @param meter the meter
	 * @param size how many buckets it has
	 */
	record Striped(Distribution meter, int size) implements BucketCounts {

		@Override
		public long get(int bucket) {
			return this.meter.count(bucket);
		}

	}

	/**
	 * Micrometer's.
	 *
	 * @param counts its array
	 */
	record Micrometer(AtomicLongArray counts) implements BucketCounts {

		@Override
		public int size() {
			return this.counts.length();
		}

		@Override
		public long get(int bucket) {
			return this.counts.get(bucket);
		}

	}

}
