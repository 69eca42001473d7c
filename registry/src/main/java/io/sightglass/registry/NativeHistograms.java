package io.sightglass.registry;

import java.time.Duration;
import java.util.function.Predicate;

import io.sightglass.registry.internal.natives.NativeShape;

/**
 * Which timers and summaries are native histograms for who scrapes protobuf, as
 * Prometheus does with {@code --enable-feature=native-histograms}, and how those are. In
 * text they are what they were.
 *
 * @param meters whether a meter of this name is one
 * @param classicToo whether protobuf has the classic buckets beside
 * @param schema how fine the buckets are at first, from -4 to 8: each is 2^(2^-schema)
 * times as wide as the one before
 * @param maxBuckets how many there may be, beyond which they become twice as wide
 * @param zeroThreshold up to which values count as zero
 * @param resetAfter after how long a histogram whose buckets have become wider begins
 * anew, with the first width and at zero; zero for never
 */
public record NativeHistograms(Predicate<String> meters, boolean classicToo, int schema, int maxBuckets,
		double zeroThreshold, Duration resetAfter) {

	/**
	 * Checks what was given.
	 * @param meters whether a meter is one
	 * @param classicToo whether protobuf has the classic buckets beside
	 * @param schema how fine the buckets are
	 * @param maxBuckets how many there may be
	 * @param zeroThreshold up to which values count as zero
	 * @param resetAfter after how long one begins anew
	 */
	public NativeHistograms {
		new NativeShape(schema, maxBuckets, zeroThreshold, resetAfter);
	}

	/**
	 * Native histograms as the client library makes them.
	 * @param meters whether a meter of this name is one
	 * @return native histograms without classic buckets in protobuf
	 */
	public static NativeHistograms of(Predicate<String> meters) {
		return new NativeHistograms(meters, false, 5, 160, 0x1p-128, Duration.ZERO);
	}

	NativeShape shape() {
		return new NativeShape(this.schema, this.maxBuckets, this.zeroThreshold, this.resetAfter);
	}

}
