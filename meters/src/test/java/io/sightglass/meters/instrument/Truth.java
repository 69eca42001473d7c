package io.sightglass.meters.instrument;

/**
 * All that happened, in buckets of a thousandth.
 */
final class Truth {

	// Leaves ten bits of a double's fraction.
	private static final int SHIFT = 42;

	private static final long FIRST = Double.doubleToRawLongBits(1) >>> SHIFT;

	private final long[] counts = new long[(int) (bits(1e13) + 1)];

	private long count;

	private double sum;

	void add(double value) {
		this.counts[(int) bits(value)]++;
		this.count++;
		this.sum += value;
	}

	synchronized void add(Truth other) {
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] += other.counts[i];
		}
		this.count += other.count;
		this.sum += other.sum;
	}

	long count() {
		return this.count;
	}

	double sum() {
		return this.sum;
	}

	double quantile(double quantile) {
		long seen = 0;
		int at = 0;
		while (seen + this.counts[at] < quantile * this.count) {
			seen += this.counts[at++];
		}
		return Double.longBitsToDouble((at + FIRST) << SHIFT);
	}

	private static long bits(double value) {
		return (Double.doubleToRawLongBits(value) >>> SHIFT) - FIRST;
	}

}
