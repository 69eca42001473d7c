package io.sightglass.registry;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongBinaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A sum and the counts of some buckets, in cells that all threads share until two of them
 * meet in it. From then on each thread has cells that it shares with few others, and a
 * reader adds them up.
 *
 * @param <C> what a thread counts in
 */
abstract class Striped<C> {

	private static final int MOST = powerOfTwo(2 * Runtime.getRuntime().availableProcessors());

	private final LongBinaryOperator adder;

	private final C only;

	private volatile @Nullable AtomicReferenceArray<@Nullable C> contended;

	/**
	 * Makes stripes.
	 * @param adder adds to the sum
	 * @param only what all threads count in at first
	 */
	Striped(LongBinaryOperator adder, C only) {
		this.adder = adder;
		this.only = only;
	}

	/**
	 * Cells for some of the threads.
	 * @return new ones
	 */
	abstract C more();

	abstract long sum(C cells);

	abstract boolean sum(C cells, long known, long sum);

	abstract void count(C cells, int bucket, long amount);

	/**
	 * Counts once, without a lock.
	 * @param bucket where
	 * @param amount what is added to the sum
	 */
	final void add(int bucket, long amount) {
		AtomicReferenceArray<@Nullable C> all = this.contended;
		C cells = (all != null) ? stripe(all, 0) : this.only;
		if (!isAdded(cells, amount)) {
			cells = sumElsewhere(amount);
		}
		count(cells, bucket, amount);
	}

	private boolean isAdded(C cells, long amount) {
		long sum = sum(cells);
		return sum(cells, sum, this.adder.applyAsLong(sum, amount));
	}

	final C sumElsewhere(long amount) {
		AtomicReferenceArray<@Nullable C> all;
		try {
			all = spread();
		}
		catch (OutOfMemoryError | LinkageError ex) {
			return sumWithoutMemory(amount);
		}
		int attempt = 1;
		C cells = stripe(all, attempt);
		while (!isAdded(cells, amount)) {
			cells = stripe(all, ++attempt);
		}
		return cells;
	}

	final C sumWithoutMemory(long amount) {
		while (!isAdded(this.only, amount)) {
			Thread.onSpinWait();
		}
		return this.only;
	}

	private AtomicReferenceArray<@Nullable C> spread() {
		AtomicReferenceArray<@Nullable C> known = this.contended;
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
	private C stripe(AtomicReferenceArray<@Nullable C> all, int attempt) {
		int index = (int) (Thread.currentThread().getId() + attempt) & (all.length() - 1);
		C cells = all.get(index);
		return (cells != null) ? cells : newStripe(all, index);
	}

	private C newStripe(AtomicReferenceArray<@Nullable C> all, int index) {
		try {
			C made = more();
			C before = all.compareAndExchange(index, null, made);
			return (before != null) ? before : made;
		}
		catch (OutOfMemoryError | LinkageError ex) {
			return this.only;
		}
	}

	/**
	 * In how many places cells may be.
	 * @return one and the number of stripes
	 */
	final int places() {
		AtomicReferenceArray<@Nullable C> all = this.contended;
		return (all != null) ? 1 + all.length() : 1;
	}

	/**
	 * The cells in a place.
	 * @param place which one
	 * @return nothing where no thread counts
	 */
	final @Nullable C place(int place) {
		AtomicReferenceArray<@Nullable C> all = this.contended;
		return (place == 0) ? this.only : (all != null) ? all.get(place - 1) : null;
	}

	/**
	 * What was counted in each bucket.
	 * @param into where the counts go, from the first place on
	 */
	abstract void counts(long[] into);

	/**
	 * What was counted in all buckets.
	 * @return how often
	 */
	abstract long count();

	long sum() {
		long sum = sum(this.only);
		for (int i = 1; i < places(); i++) {
			C cells = place(i);
			sum = (cells != null) ? this.adder.applyAsLong(sum, sum(cells)) : sum;
		}
		return sum;
	}

	private static int powerOfTwo(int least) {
		return (least <= 1) ? 1 : Integer.highestOneBit(least - 1) << 1;
	}

}
