package io.sightglass.registry.internal.natives;

import java.time.Duration;

import io.sightglass.registry.internal.log.Printable;

/**
 * How native histograms are.
 *
 * @param schema how fine the buckets are at first: each is 2^(2^-schema) times as wide as
 * the one before
 * @param maxBuckets how many there may be, beyond which they become twice as wide
 * @param zeroThreshold up to which values count as zero
 * @param resetAfter after how long buckets that have become wider begin anew, with the
 * first width and at zero; zero for never
 */
public record NativeShape(int schema, int maxBuckets, double zeroThreshold, Duration resetAfter) {

	/**
	 * Checks what was given.
	 * @param schema how fine the buckets are
	 * @param maxBuckets how many there may be
	 * @param zeroThreshold up to which values count as zero
	 * @param resetAfter after how long they begin anew
	 */
	public NativeShape {
		check(schema >= NativeIndex.LEAST_SCHEMA && schema <= NativeIndex.MOST_SCHEMA, "schema", schema);
		check(maxBuckets >= 1 && maxBuckets <= 10_000, "maxBuckets", maxBuckets);
		check(zeroThreshold >= 0 && Double.isFinite(zeroThreshold), "zeroThreshold", zeroThreshold);
		check(!resetAfter.isNegative(), "resetAfter", resetAfter);
	}

	private static void check(boolean right, String name, Object value) {
		if (!right) {
			throw new IllegalArgumentException(Printable.value(name + " cannot be " + value));
		}
	}

}
