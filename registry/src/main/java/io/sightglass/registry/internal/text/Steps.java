package io.sightglass.registry.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;

/**
 * The buckets of a histogram or the quantiles of a summary, which most series of a family
 * share.
 */
public final class Steps {

	public static final Steps NONE = new Steps(new double[0], "", new int[0]);

	private final double[] values;

	private final byte[][] texts;

	private final int[] order;

	private Steps(double[] values, String label, int[] order) {
		this.values = values;
		this.texts = new byte[values.length][];
		this.order = order;
		for (int i = 0; i < values.length; i++) {
			this.texts[i] = ("," + label + "=\"" + text(values[i]) + "\"} ").getBytes(StandardCharsets.US_ASCII);
		}
	}

	/**
	 * The bounds of a histogram, with the infinite one.
	 * @param counts the counts Micrometer has
	 * @param seconds whether the bounds are durations
	 * @return the bounds
	 */
	public static Steps bounds(CountAtBucket[] counts, boolean seconds) {
		int size = counts.length;
		boolean finite = Double.isFinite(counts[size - 1].bucket());
		double[] values = new double[finite ? size + 1 : size];
		for (int i = 0; i < size; i++) {
			values[i] = seconds ? counts[i].bucket(TimeUnit.SECONDS) : counts[i].bucket();
		}
		if (finite) {
			values[size] = Double.POSITIVE_INFINITY;
		}
		return new Steps(values, "le", new int[0]);
	}

	/**
	 * The quantiles of a summary in their order.
	 * @param percentiles the percentiles Micrometer has
	 * @return the quantiles
	 */
	public static Steps quantiles(ValueAtPercentile[] percentiles) {
		int[] order = IntStream.range(0, percentiles.length)
			.boxed()
			.sorted(Comparator.comparingDouble((index) -> percentiles[index].percentile()))
			.mapToInt(Integer::intValue)
			.toArray();
		return new Steps(Arrays.stream(order).mapToDouble((index) -> percentiles[index].percentile()).toArray(),
				"quantile", order);
	}

	/**
	 * An equal one that is there already, so that it is kept once.
	 * @param other the one that is there
	 * @return the other if it is equal
	 */
	public Steps or(Steps other) {
		return (Arrays.equals(this.values, other.values) && Arrays.equals(this.order, other.order)) ? other : this;
	}

	public int size() {
		return this.values.length;
	}

	public double value(int index) {
		return this.values[index];
	}

	public byte[] text(int index) {
		return this.texts[index];
	}

	/**
	 * Where Micrometer has the value of a quantile.
	 * @param index the quantile in its order
	 * @return the index among Micrometer's
	 */
	public int source(int index) {
		return this.order[index];
	}

	public double[] values() {
		return this.values;
	}

	private static String text(double value) {
		return (value == Double.POSITIVE_INFINITY) ? "+Inf" : Double.toString(value);
	}

}
