package io.sightglass.registry.internal.natives;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;

/**
 * A histogram as it was read: the counts of its native and of its classic buckets, which
 * are of the same values.
 */
public final class NativeCounts {

	private final NativeShape shape;

	private final long[] classic;

	private final boolean classicAlone;

	private Map<Integer, Long> natives = new HashMap<>();

	private long zeros;

	private int schema;

	/**
	 * Counts of nothing.
	 * @param shape how the histogram is
	 * @param classic how many classic buckets there are
	 */
	public NativeCounts(NativeShape shape, int classic) {
		this(shape, classic, false);
	}

	private NativeCounts(NativeShape shape, int classic, boolean classicAlone) {
		this.classicAlone = classicAlone;
		this.shape = shape;
		this.classic = new long[classic];
		this.schema = shape.schema();
	}

	/**
	 * Counts of the classic buckets alone, which are all that text shows.
	 * @param shape how the histogram is
	 * @param classic how many classic buckets there are
	 * @return counts of nothing
	 */
	public static NativeCounts classic(NativeShape shape, int classic) {
		return new NativeCounts(shape, classic, true);
	}

	void add(int schema, int index, int classic, long count) {
		if (count == 0) {
			return;
		}
		this.classic[classic] += count;
		if (this.classicAlone) {
			return;
		}
		if (index == NativeIndex.ZERO) {
			this.zeros += count;
			return;
		}
		coarsen(schema);
		this.natives.merge(NativeIndex.down(index, schema - this.schema), count, Long::sum);
	}

	private void coarsen(int schema) {
		while (this.schema > schema) {
			Map<Integer, Long> coarser = new HashMap<>();
			this.natives.forEach((index, count) -> coarser.merge(NativeIndex.down(index, 1), count, Long::sum));
			this.natives = coarser;
			this.schema--;
		}
	}

	/**
	 * Makes the buckets as wide as they have to be to be few enough.
	 * @return whether they are wider than at first
	 */
	public boolean limit() {
		while (this.natives.size() > this.shape.maxBuckets() && this.schema > NativeIndex.LEAST_SCHEMA) {
			coarsen(this.schema - 1);
		}
		return this.schema < this.shape.schema();
	}

	/**
	 * The counts of the classic buckets.
	 * @return a count each
	 */
	public long[] classic() {
		return this.classic;
	}

	/**
	 * The histogram as the client library has it.
	 * @param buckets its classic buckets, which may be none
	 * @param sum the sum of the values
	 * @param labels its labels
	 * @param exemplars its exemplars
	 * @param created when it began
	 * @return the snapshot
	 */
	public HistogramDataPointSnapshot snapshot(ClassicHistogramBuckets buckets, double sum, Labels labels,
			Exemplars exemplars, long created) {
		int[] indexes = this.natives.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
		long[] counts = Arrays.stream(indexes).mapToLong(this.natives::get).toArray();
		return new HistogramDataPointSnapshot(buckets, this.schema, this.zeros, this.shape.zeroThreshold(),
				NativeHistogramBuckets.of(indexes, counts), NativeHistogramBuckets.EMPTY, sum, labels, exemplars,
				created);
	}

}
