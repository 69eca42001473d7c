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

	private final int buckets;

	static {
		new Stripes(1, Long::sum).warmUp();
	}

	/**
	 * Makes stripes.
	 * @param buckets how many buckets
	 * @param adder adds to the sum
	 */
	Stripes(int buckets, LongBinaryOperator adder) {
		this(buckets, adder, StripeMemory.SHARED);
	}

	Stripes(int buckets, LongBinaryOperator adder, StripeMemory memory) {
		super(adder, new long[FIRST + buckets], memory);
		this.buckets = buckets;
	}

	@Override
	long[] more() {
		return new long[FIRST + this.buckets + PADDING];
	}

	@Override
	int size() {
		return Long.BYTES * (FIRST + this.buckets + PADDING);
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
	void count(long[] cells, int bucket, long amount) {
		CELL.getAndAdd(cells, FIRST + bucket, 1L);
	}

	@Override
	void counts(long[] into) {
		Arrays.fill(into, 0, this.buckets, 0);
		for (int place = 0; place < places(); place++) {
			long[] cells = place(place);
			for (int i = 0; cells != null && i < this.buckets; i++) {
				into[i] += (long) CELL.getVolatile(cells, FIRST + i);
			}
		}
	}

	@Override
	long count() {
		long count = 0;
		for (int place = 0; place < places(); place++) {
			long[] cells = place(place);
			for (int i = 0; cells != null && i < this.buckets; i++) {
				count += (long) CELL.getVolatile(cells, FIRST + i);
			}
		}
		return count;
	}

}
