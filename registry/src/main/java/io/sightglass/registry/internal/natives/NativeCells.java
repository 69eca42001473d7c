package io.sightglass.registry.internal.natives;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * What few threads have counted. The buckets become coarser where they would be too many,
 * as those of the client library's histogram do: each time in a table of its own, which a
 * reader adds up.
 */
public final class NativeCells {

	private static final AtomicLongFieldUpdater<NativeCells> SUM = AtomicLongFieldUpdater.newUpdater(NativeCells.class,
			"sum");

	private static final int FEWEST = 16;

	private static final int GROWTH = 4;

	private final NativeShape shape;

	private volatile long sum;

	private volatile NativeTable table;

	/**
	 * Cells of a histogram.
	 * @param shape how it is
	 */
	public NativeCells(NativeShape shape) {
		this.shape = shape;
		this.table = new NativeTable(shape.schema(), FEWEST, null);
	}

	public long sum() {
		return this.sum;
	}

	/**
	 * Changes the sum, unless another thread has.
	 * @param known what it was
	 * @param sum what it becomes
	 * @return whether it has
	 */
	public boolean sum(long known, long sum) {
		return SUM.compareAndSet(this, known, sum);
	}

	/**
	 * Counts without a lock.
	 * @param value the value
	 * @param inClassic the value in the unit of the classic buckets
	 * @param classic those, of which it belongs to one, too
	 * @param times how often it counts
	 */
	public void count(double value, double inClassic, ClassicBuckets classic, long times) {
		NativeTable table = this.table;
		while (!table.count(index(value, table), inClassic, classic, times)) {
			NativeTable larger = larger(table);
			if (larger == null) {
				table.countAnywhere(times);
				return;
			}
			table = larger;
		}
	}

	private int index(double value, NativeTable table) {
		return (value > this.shape.zeroThreshold()) ? NativeIndex.of(value, table.schema()) : NativeIndex.ZERO;
	}

	private synchronized @Nullable NativeTable larger(NativeTable full) {
		NativeTable known = this.table;
		if (known != full) {
			return known;
		}
		try {
			boolean coarser = full.schema() > NativeIndex.LEAST_SCHEMA && full.natives() > this.shape.maxBuckets() + 1;
			NativeTable made = coarser ? new NativeTable(full.schema() - 1, full.capacity(), full)
					: new NativeTable(full.schema(), full.capacity() * GROWTH, full);
			this.table = made;
			return made;
		}
		catch (OutOfMemoryError | LinkageError ex) {
			return null;
		}
	}

	/**
	 * Reads all that was counted.
	 * @param into where it goes
	 */
	public void read(NativeCounts into) {
		for (NativeTable table = this.table; table != null; table = table.before()) {
			table.read(into);
		}
	}

	/**
	 * Reads all that was counted and begins anew. What a thread counts meanwhile is part
	 * of what is new.
	 * @param into where it goes
	 */
	public synchronized void readLast(NativeCounts into) {
		NativeTable last = this.table;
		this.table = new NativeTable(this.shape.schema(), FEWEST, last);
		last.readLast(into);
	}

}
