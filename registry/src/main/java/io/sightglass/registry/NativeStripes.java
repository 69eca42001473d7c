package io.sightglass.registry;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.sightglass.registry.internal.natives.NativeCells;
import io.sightglass.registry.internal.natives.NativeCounts;
import io.sightglass.registry.internal.natives.NativeReading;
import io.sightglass.registry.internal.natives.NativeShape;
import org.jspecify.annotations.Nullable;

/**
 * Stripes of the buckets of a native histogram and of those of the classic one that text
 * shows, of the same values.
 */
final class NativeStripes extends Striped<NativeCells> {

	// Cells grow; with some hundred buckets they take as many bytes.
	private static final int USUAL = 3000;

	private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

	private final NativeShape shape;

	private final Clock clock;

	// Since when it counts, by the clock's two times.
	private long began;

	private long created;

	private long sumBefore;

	NativeStripes(NativeShape shape, Bounds bounds, boolean timer, Clock clock) {
		super(bounds, timer, timer ? Long::sum : StripedSummary::sum, new NativeCells(shape), StripeMemory.SHARED);
		this.shape = shape;
		this.clock = clock;
		this.began = clock.monotonicTime();
		this.created = clock.wallTime();
	}

	@Override
	NativeCells more() {
		return new NativeCells(this.shape);
	}

	@Override
	int size() {
		return USUAL;
	}

	@Override
	long sum(NativeCells cells) {
		return cells.sum();
	}

	@Override
	boolean sum(NativeCells cells, long known, long sum) {
		return cells.sum(known, sum);
	}

	@Override
	void count(NativeCells cells, double value, Bounds bounds, long times) {
		cells.count(shown(value), value, bounds, times);
	}

	private double shown(double value) {
		return isTimer() ? value / NANOS : value;
	}

	@Override
	void showFirst(@Nullable Before before) {
		super.showFirst((before != null && before.natives() == null)
				? before.with(new NativeReading(new NativeCounts(this.shape, buckets()), 0, this.created)) : before);
	}

	@Override
	synchronized void counts(long[] into) {
		System.arraycopy(read(NativeCounts.classic(this.shape, buckets())).classic(), 0, into, 0, buckets());
	}

	@Override
	synchronized long count() {
		long count = 0;
		for (long one : read(NativeCounts.classic(this.shape, buckets())).classic()) {
			count += one;
		}
		return count;
	}

	@Override
	synchronized long sum() {
		return since(super.sum());
	}

	// What was added since it began.
	private long since(long sum) {
		return isTimer() ? sum - this.sumBefore
				: Double.doubleToRawLongBits(Double.longBitsToDouble(sum) - Double.longBitsToDouble(this.sumBefore));
	}

	private NativeCounts read(NativeCounts counts) {
		for (int place = 0; place < places(); place++) {
			NativeCells cells = place(place);
			if (cells != null) {
				cells.read(counts);
			}
		}
		return counts;
	}

	/**
	 * The histogram as it is shown. Where its buckets have become wider and the time is
	 * over, it is shown for the last time.
	 * @return counts, sum and when it began
	 */
	synchronized NativeReading reading() {
		NativeCounts counts = read(new NativeCounts(this.shape, buckets()));
		long reset = this.shape.resetAfter().toNanos();
		if (!counts.limit() || reset == 0 || this.clock.monotonicTime() - this.began < reset) {
			return new NativeReading(counts, shown(value(sum())), this.created);
		}
		return last();
	}

	private NativeReading last() {
		NativeCounts counts = new NativeCounts(this.shape, buckets());
		for (int place = 0; place < places(); place++) {
			NativeCells cells = place(place);
			if (cells != null) {
				cells.readLast(counts);
			}
		}
		counts.limit();
		long all = super.sum();
		NativeReading last = new NativeReading(counts, shown(value(since(all))), this.created);
		this.sumBefore = all;
		this.began = this.clock.monotonicTime();
		this.created = this.clock.wallTime();
		return last;
	}

}
