package io.sightglass.registry.internal.stripe;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

import org.jspecify.annotations.Nullable;

/**
 * How many of something are in progress. Threads that meet here again and again count in
 * places of their own. What begins in a place ends there, whichever thread ends it: who
 * adds up, while others begin and end, never misses what is there all the time.
 */
public final class InProgress {

	private static final int TOGETHER = -1;

	private static final int SELDOM = 100;

	private final AtomicLong together = new AtomicLong();

	private volatile @Nullable AtomicLongArray apart;

	// Changed without care, as it need not be exact.
	private int met;

	/**
	 * Something begins.
	 * @return where, to be told when it ends
	 */
	public int begin() {
		AtomicLongArray apart = this.apart;
		if (apart == null) {
			long known = this.together.get();
			if (this.together.compareAndSet(known, known + 1)) {
				return TOGETHER;
			}
			apart = (++this.met > SELDOM) ? spread() : null;
			if (apart == null) {
				this.together.incrementAndGet();
				return TOGETHER;
			}
		}
		int place = ThreadPlace.own() * ThreadPlace.APART;
		apart.incrementAndGet(place);
		return place;
	}

	/**
	 * Something ends.
	 * @param place where it began
	 */
	public void end(int place) {
		add(place, -1);
	}

	/**
	 * More begins, or ends, where something else has begun.
	 * @param place where that was, if of another kind of thing
	 * @param amount how many begin, or end if it is negative
	 */
	public void add(int place, long amount) {
		AtomicLongArray apart = (place == TOGETHER) ? null : spread();
		if (apart != null) {
			apart.addAndGet(place, amount);
		}
		else {
			this.together.addAndGet(amount);
		}
	}

	/**
	 * How many there are.
	 * @return those that were there all the time, and perhaps some of those that were not
	 */
	public long count() {
		AtomicLongArray apart = this.apart;
		long count = this.together.get();
		for (int i = 0; apart != null && i < ThreadPlace.COUNT; i++) {
			count += apart.get(i * ThreadPlace.APART);
		}
		return count;
	}

	boolean isApart() {
		return this.apart != null;
	}

	// Nothing where there is no memory.
	private @Nullable AtomicLongArray spread() {
		AtomicLongArray known = this.apart;
		if (known != null) {
			return known;
		}
		try {
			synchronized (this) {
				if (this.apart == null) {
					this.apart = new AtomicLongArray(ThreadPlace.COUNT * ThreadPlace.APART);
				}
				return this.apart;
			}
		}
		catch (OutOfMemoryError ex) {
			this.met = 0;
			return null;
		}
	}

}
