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

	/**
	 * Looks at the memory where they are.
	 * @return anything
	 */
	long touch();

	/**
	 * Reads the counts.
	 * @param into where they go, from the first place on
	 */
	void read(long[] into);

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
		public long touch() {
			return (long) this.meter.sum();
		}

		@Override
		public void read(long[] into) {
			this.meter.counts(into);
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
		public long touch() {
			return (this.counts.length() > 0) ? this.counts.get(0) : 0;
		}

		@Override
		public void read(long[] into) {
			for (int i = 0; i < this.counts.length(); i++) {
				into[i] = this.counts.get(i);
			}
		}

	}

}
