package io.sightglass.registry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/**
 * Stripes of a fixed number of buckets, each in one array.
 */
final class Stripes extends Striped<long[]> {

	private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

	private static final int SUM = 0;

	private static final int FIRST = 1;

	// What lies behind a stripe in memory is not in its last cache line.
	private static final int PADDING = 8;

	static {
		new Stripes(Bounds.of(), true).warmUp();
	}

	/**
	 * Makes stripes.
	 * @param bounds of the buckets
	 * @param timer whether amounts are nanoseconds, and not the bits of a double
	 */
	Stripes(Bounds bounds, boolean timer) {
		this(bounds, timer, timer ? Long::sum : StripedSummary::sum, StripeMemory.SHARED);
	}

	Stripes(Bounds bounds, boolean timer, LongBinaryOperator adder, StripeMemory memory) {
		super(bounds, timer, adder, new long[FIRST + bounds.buckets()], memory);
	}

	@Override
	long[] more() {
		return new long[FIRST + buckets() + PADDING];
	}

	@Override
	int size() {
		return Long.BYTES * (FIRST + buckets() + PADDING);
	}

	@Override
	long sum(long[] cells) {
		return (long) CELL.getVolatile(cells, SUM);
	}

	@Override
	boolean sum(long[] cells, long known, long sum) {
		return CELL.compareAndSet(cells, SUM, known, sum);
	}

	@Override
	void count(long[] cells, double value, Bounds bounds, long times) {
		CELL.getAndAdd(cells, FIRST + bounds.bucket(value), times);
	}

	@Override
	void counts(long[] into) {
		Arrays.fill(into, 0, buckets(), 0);
		for (int place = 0; place < places(); place++) {
			long[] cells = place(place);
			for (int i = 0; cells != null && i < buckets(); i++) {
				into[i] += (long) CELL.getVolatile(cells, FIRST + i);
			}
		}
	}

	@Override
	long count() {
		long count = 0;
		for (int place = 0; place < places(); place++) {
			long[] cells = place(place);
			for (int i = 0; cells != null && i < buckets(); i++) {
				count += (long) CELL.getVolatile(cells, FIRST + i);
			}
		}
		return count;
	}

}
