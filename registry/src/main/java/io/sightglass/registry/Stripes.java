package io.sightglass.registry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongBinaryOperator;

import io.sightglass.registry.internal.scrape.Totals;
import org.jspecify.annotations.Nullable;

/**
 * A sum and the counts of some buckets, in one array until two threads meet in it. From
 * then on each thread has a stripe that it shares with few others, and a reader adds the
 * stripes up.
 */
final class Stripes {

	private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

	private static final int SUM = 0;

	private static final int FIRST = 1;

	// What lies behind a stripe in memory is not in its last cache line.
	private static final int PADDING = 8;

	private static final int MOST = powerOfTwo(2 * Runtime.getRuntime().availableProcessors());

	// What is called for the first time is linked, which a full heap does not allow.
	static {
		Stripes first = new Stripes(1, Long::sum);
		first.add(0, 1);
		first.sumElsewhere(1);
		first.sumWithoutMemory(1);
	}

	private final LongBinaryOperator adder;

	private final long[] only;

	private volatile @Nullable AtomicReferenceArray<long @Nullable []> contended;

	private volatile @Nullable Before before;

	/**
	 * Makes stripes.
	 * @param buckets how many buckets
	 * @param adder adds to the sum
	 */
	Stripes(int buckets, LongBinaryOperator adder) {
		this.only = new long[FIRST + buckets];
		this.adder = adder;
	}

	/**
	 * Counts once, without a lock.
	 * @param bucket where
	 * @param amount what is added to the sum
	 */
	void add(int bucket, long amount) {
		AtomicReferenceArray<long @Nullable []> all = this.contended;
		long[] cells = (all != null) ? stripe(all, 0) : this.only;
		if (!sum(cells, amount)) {
			cells = sumElsewhere(amount);
		}
		CELL.getAndAdd(cells, FIRST + bucket, 1L);
	}

	private boolean sum(long[] cells, long amount) {
		long sum = (long) CELL.getVolatile(cells, SUM);
		return CELL.compareAndSet(cells, SUM, sum, this.adder.applyAsLong(sum, amount));
	}

	private long[] sumElsewhere(long amount) {
		AtomicReferenceArray<long @Nullable []> all;
		try {
			all = spread();
		}
		catch (OutOfMemoryError | LinkageError ex) {
			return sumWithoutMemory(amount);
		}
		int attempt = 1;
		long[] cells = stripe(all, attempt);
		while (!sum(cells, amount)) {
			cells = stripe(all, ++attempt);
		}
		return cells;
	}

	private long[] sumWithoutMemory(long amount) {
		while (!sum(this.only, amount)) {
			Thread.onSpinWait();
		}
		return this.only;
	}

	private AtomicReferenceArray<long @Nullable []> spread() {
		AtomicReferenceArray<long @Nullable []> known = this.contended;
		if (known == null) {
			synchronized (this) {
				known = this.contended;
				if (known == null) {
					known = new AtomicReferenceArray<>(MOST);
					this.contended = known;
				}
			}
		}
		return known;
	}

	// Threads are numbered as they start, so those of a pool get different stripes.
	private long[] stripe(AtomicReferenceArray<long @Nullable []> all, int attempt) {
		int index = (int) (Thread.currentThread().getId() + attempt) & (all.length() - 1);
		long[] cells = all.get(index);
		return (cells != null) ? cells : newStripe(all, index);
	}

	private long[] newStripe(AtomicReferenceArray<long @Nullable []> all, int index) {
		try {
			long[] made = new long[this.only.length + PADDING];
			long[] before = all.compareAndExchange(index, null, made);
			return (before != null) ? before : made;
		}
		catch (OutOfMemoryError | LinkageError ex) {
			return this.only;
		}
	}

	/**
	 * What was counted in a bucket.
	 * @param bucket which one
	 * @return how often
	 */
	long count(int bucket) {
		long count = (long) CELL.getVolatile(this.only, FIRST + bucket);
		AtomicReferenceArray<long @Nullable []> all = this.contended;
		if (all != null) {
			for (int i = 0; i < all.length(); i++) {
				long[] cells = all.get(i);
				count += (cells != null) ? (long) CELL.getVolatile(cells, FIRST + bucket) : 0;
			}
		}
		return count;
	}

	/**
	 * What was counted in each bucket.
	 * @param into where the counts go, from the first place on
	 */
	void counts(long[] into) {
		for (int i = FIRST; i < this.only.length; i++) {
			into[i - FIRST] = (long) CELL.getVolatile(this.only, i);
		}
		AtomicReferenceArray<long @Nullable []> all = this.contended;
		for (int stripe = 0; all != null && stripe < all.length(); stripe++) {
			long[] cells = all.get(stripe);
			for (int i = FIRST; cells != null && i < this.only.length; i++) {
				into[i - FIRST] += (long) CELL.getVolatile(cells, i);
			}
		}
	}

	/**
	 * What was counted in all buckets.
	 * @return how often
	 */
	long count() {
		long count = 0;
		for (int i = 0; i < this.only.length - FIRST; i++) {
			count += count(i);
		}
		return count;
	}

	long sum() {
		long sum = (long) CELL.getVolatile(this.only, SUM);
		AtomicReferenceArray<long @Nullable []> all = this.contended;
		if (all != null) {
			for (int i = 0; i < all.length(); i++) {
				long[] cells = all.get(i);
				if (cells != null) {
					sum = this.adder.applyAsLong(sum, (long) CELL.getVolatile(cells, SUM));
				}
			}
		}
		return sum;
	}

	@Nullable Before before() {
		return this.before;
	}

	void showFirst(@Nullable Before before) {
		this.before = before;
	}

	/**
	 * What a scrape shows.
	 * @param now the truth
	 * @return the truth, or what comes before it
	 */
	Totals shown(Totals now) {
		Before before = this.before;
		if (before == null) {
			return now;
		}
		if (before.isOver()) {
			this.before = null;
			return now;
		}
		return before;
	}

	private static int powerOfTwo(int least) {
		return (least <= 1) ? 1 : Integer.highestOneBit(least - 1) << 1;
	}

}
