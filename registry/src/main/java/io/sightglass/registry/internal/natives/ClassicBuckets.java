package io.sightglass.registry.internal.natives;

/**
 * The buckets of a classic histogram.
 */
public interface ClassicBuckets {

	/**
	 * The bucket of a value.
	 * @param value the value
	 * @return its index
	 */
	int bucket(double value);

	/**
	 * Whether that is the bucket of a value, which is sooner known than which one it is.
	 * @param bucket an index
	 * @param value the value
	 * @return whether it is its bucket's
	 */
	boolean isBucketOf(int bucket, double value);

}
