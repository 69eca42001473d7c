package io.sightglass.registry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongBinaryOperator;

import io.sightglass.registry.internal.scrape.Totals;
import io.sightglass.registry.internal.stripe.ThreadPlace;
import org.jspecify.annotations.Nullable;

/**
 * A sum and the counts of some buckets, in cells that all threads share until they meet
 * in them again and again. From then on each thread has cells that it shares with few
 * others, and a reader adds them up.
 *
 * @param <C> what a thread counts in
 */
abstract class Striped<C> {

	private static final int SELDOM = 100;

	private static final long SHORT = TimeUnit.SECONDS.toNanos(1);

	// Of a reference to stripes.
	private static final int REFERENCE = 8;

	private final Bounds bounds;

	private final boolean timer;

	private final LongBinaryOperator adder;

	private final C only;

	private final StripeMemory memory;

	private volatile @Nullable Places<C> contended;

	private volatile @Nullable Before before;

	// How often threads met of late. Changed without care, as it need not be exact.
	private int met;

	private long since = System.nanoTime();

	/**
	 * Makes stripes.
	 * @param bounds of the buckets
	 * @param timer whether amounts are nanoseconds, and not the bits of a double
	 * @param adder adds to the sum
	 * @param only what all threads count in at first
	 * @param memory what more may take
	 */
	Striped(Bounds bounds, boolean timer, LongBinaryOperator adder, C only, StripeMemory memory) {
		this.bounds = bounds;
		this.timer = timer;
		this.adder = adder;
		this.only = only;
		this.memory = memory;
	}

	/**
	 * Cells for some of the threads.
	 * @return new ones
	 */
	abstract C more();

	abstract long sum(C cells);

	abstract boolean sum(C cells, long known, long sum);

	abstract void count(C cells, double value, Bounds bounds, long times);

	/**
	 * What those take.
	 * @return about how many bytes
	 */
	abstract int size();

	/**
	 * Counts once, without a lock.
	 * @param amount what is added to the sum, and has a bucket
	 */
	final void add(long amount) {
		add(amount, amount, 1);
	}

	/**
	 * Counts several times at once, without a lock.
	 * @param amount what has a bucket
	 * @param sum what is added to the sum
	 * @param times what is added to the bucket
	 */
	final void add(long amount, long sum, long times) {
		Places<C> all = this.contended;
		C cells = (all != null) ? stripe(all, 0) : this.only;
		if (!isAdded(cells, sum)) {
			cells = sumElsewhere(sum);
		}
		count(cells, value(amount), this.bounds, times);
	}

	final double value(long amount) {
		return this.timer ? amount : Double.longBitsToDouble(amount);
	}

	final boolean isTimer() {
		return this.timer;
	}

	/**
	 * How many buckets there are.
	 * @return one more than bounds
	 */
	final int buckets() {
		return this.bounds.buckets();
	}

	private boolean isAdded(C cells, long amount) {
		long sum = sum(cells);
		return sum(cells, sum, this.adder.applyAsLong(sum, amount));
	}

	private C sumElsewhere(long amount) {
		Places<C> all = (this.contended != null || meetsOften()) ? spread() : null;
		if (all == null) {
			return sumTogether(amount);
		}
		int attempt = 1;
		C cells = stripe(all, attempt);
		while (!isAdded(cells, amount)) {
			cells = stripe(all, ++attempt);
		}
		return cells;
	}

	private C sumTogether(long amount) {
		while (!isAdded(this.only, amount)) {
			Thread.onSpinWait();
		}
		return this.only;
	}

	private boolean meetsOften() {
		long now = System.nanoTime();
		if (now - this.since > SHORT) {
			this.since = now;
			this.met = 0;
		}
		return ++this.met > SELDOM;
	}

	// Nothing where there is no memory.
	private @Nullable Places<C> spread() {
		Places<C> known = this.contended;
		try {
			if (known == null) {
				synchronized (this) {
					known = this.contended;
					if (known == null) {
						StripeMemory.Share share = this.memory.share(this, (long) ThreadPlace.COUNT * REFERENCE);
						known = (share != null) ? new Places<>(new AtomicReferenceArray<>(ThreadPlace.COUNT), share)
								: null;
						// Asked again once they have met as often, and not each time.
						this.met = 0;
						this.contended = known;
					}
				}
			}
			return known;
		}
		catch (OutOfMemoryError | LinkageError ex) {
			return null;
		}
	}

	private C stripe(Places<C> all, int attempt) {
		int index = ThreadPlace.next(attempt);
		C cells = all.cells().get(index);
		return (cells != null) ? cells : newStripe(all, index);
	}

	private C newStripe(Places<C> all, int index) {
		try {
			if (!all.share().take(size())) {
				return this.only;
			}
			C made = more();
			C before = all.cells().compareAndExchange(index, null, made);
			return (before != null) ? before : made;
		}
		catch (OutOfMemoryError | LinkageError ex) {
			return this.only;
		}
	}

	/**
	 * Goes all ways once: what is called for the first time is linked, which a full heap
	 * does not allow.
	 */
	final void warmUp() {
		add(1);
		this.met = SELDOM;
		sumElsewhere(1);
		sumTogether(1);
	}

	/**
	 * In how many places cells may be.
	 * @return one and the number of stripes
	 */
	final int places() {
		return (this.contended != null) ? 1 + ThreadPlace.COUNT : 1;
	}

	/**
	 * The cells in a place.
	 * @param place which one
	 * @return nothing where no thread counts
	 */
	final @Nullable C place(int place) {
		Places<C> all = this.contended;
		return (place == 0) ? this.only : (all != null) ? all.cells().get(place - 1) : null;
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

	final @Nullable Before before() {
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
	final Totals shown(Totals now) {
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

	/**
	 * Where stripes are.
	 *
	 * @param <C> what a thread counts in
	 * @param cells the stripes that there are
	 * @param share the memory that they take
	 */
	private record Places<C>(AtomicReferenceArray<@Nullable C> cells, StripeMemory.Share share) {
	}

}
