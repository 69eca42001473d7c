package io.sightglass.registry.internal.natives;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Counts by a key, without a lock and of a fixed size: a native bucket and a classic one
 * together. Once it is full it stays as it is, as a thread that is late may still count.
 */
final class NativeTable {

	private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

	private static final long GOLDEN = 0x9E3779B97F4A7C15L;

	// Of a key, whose other half is the classic bucket.
	private static final long INDEX = -1L << Integer.SIZE;

	private static final int USED = 0;

	private static final int FIRST = 1;

	private final long[] cells;

	private final int capacity;

	private final int shift;

	private final int schema;

	private volatile @Nullable NativeTable before;

	// What was there when all began anew.
	private volatile long @Nullable [] base;

	NativeTable(int schema, int capacity, @Nullable NativeTable before) {
		this.cells = new long[FIRST + 2 * capacity];
		this.capacity = capacity;
		this.shift = Long.numberOfLeadingZeros(capacity) + 1;
		this.schema = schema;
		this.before = before;
	}

	int schema() {
		return this.schema;
	}

	int capacity() {
		return this.capacity;
	}

	@Nullable NativeTable before() {
		return this.before;
	}

	/**
	 * Counts.
	 * @param index a native bucket
	 * @param value the value as the classic buckets have it, of which one is searched for
	 * only where that of another value will not do
	 * @param classic the classic buckets
	 * @param times how often it counts
	 * @return whether there was room
	 */
	boolean count(int index, double value, ClassicBuckets classic, long times) {
		long key = (long) (index - NativeIndex.ZERO + 1) << Integer.SIZE;
		int place = (int) ((key * GOLDEN) >>> this.shift);
		while (true) {
			int at = FIRST + 2 * place;
			long known = (long) CELL.getVolatile(this.cells, at);
			if ((known & INDEX) == key ? classic.isBucketOf((int) known, value)
					: known == 0 && isTaken(at, key | classic.bucket(value))) {
				CELL.getAndAdd(this.cells, at + 1, times);
				return true;
			}
			if (known == 0 && (long) CELL.getVolatile(this.cells, at) == 0) {
				return false;
			}
			place = (place + 1) & (this.capacity - 1);
		}
	}

	// A quarter stays free, so that a search ends soon.
	private boolean isTaken(int at, long key) {
		if ((long) CELL.getVolatile(this.cells, USED) >= this.capacity - this.capacity / 4
				|| (long) CELL.getAndAdd(this.cells, USED, 1L) >= this.capacity - this.capacity / 4) {
			return (long) CELL.getVolatile(this.cells, at) == key;
		}
		long known = (long) CELL.compareAndExchange(this.cells, at, 0L, key);
		return known == 0 || known == key;
	}

	/**
	 * Counts in some bucket, where there is no memory for the right one.
	 * @param times how often it counts
	 */
	void countAnywhere(long times) {
		for (int i = 0; i < this.capacity; i++) {
			if ((long) CELL.getVolatile(this.cells, FIRST + 2 * i) != 0) {
				CELL.getAndAdd(this.cells, FIRST + 2 * i + 1, times);
				return;
			}
		}
	}

	/**
	 * How many native buckets are counted in.
	 * @return their number
	 */
	int natives() {
		long[] indexes = new long[this.capacity];
		int all = 0;
		for (int i = 0; i < this.capacity; i++) {
			long key = (long) CELL.getVolatile(this.cells, FIRST + 2 * i);
			if (key != 0) {
				indexes[all++] = key >>> Integer.SIZE;
			}
		}
		return (int) Arrays.stream(indexes, 0, all).distinct().count();
	}

	/**
	 * Reads what was counted since all began anew.
	 * @param into where it goes
	 */
	void read(NativeCounts into) {
		read(this.cells, this.base, into);
	}

	/**
	 * Reads what was counted here and before, and begins anew. What was left over when
	 * that happened the last time is dropped: nobody counts in it any more.
	 * @param into where it goes
	 */
	void readLast(NativeCounts into) {
		long[] now = new long[this.cells.length];
		for (int i = FIRST; i < now.length; i++) {
			now[i] = (long) CELL.getVolatile(this.cells, i);
		}
		read(now, null, into);
		this.base = now;
		NativeTable before = this.before;
		if (before != null && before.base != null) {
			this.before = null;
			for (NativeTable table = before; table != null; table = table.before) {
				table.read(into);
			}
		}
		else if (before != null) {
			before.readLast(into);
		}
	}

	private void read(long[] cells, long @Nullable [] base, NativeCounts into) {
		for (int at = FIRST; at < cells.length; at += 2) {
			long key = (long) CELL.getVolatile(cells, at);
			if (key != 0) {
				long count = (long) CELL.getVolatile(cells, at + 1) - ((base != null) ? base[at + 1] : 0);
				int index = (int) (key >>> Integer.SIZE) - 1 + NativeIndex.ZERO;
				into.add(this.schema, index, (int) key, count);
			}
		}
	}

}
