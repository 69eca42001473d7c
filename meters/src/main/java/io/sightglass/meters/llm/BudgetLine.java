package io.sightglass.meters.llm;

import java.util.concurrent.atomic.AtomicLongArray;

import io.sightglass.meters.llm.price.Dollars;
import io.sightglass.registry.internal.stripe.ThreadPlace;

/**
 * How far it is to a line that what is spent may reach. Each thread has an advance that
 * it spends without a lock, and in which it meets few others; who has none left takes
 * another one, and looks at what the others have where there is none. So the line is
 * reached by the call that reaches it, and who sees that first is told so, and nobody
 * else.
 */
final class BudgetLine {

	// A far line is gone to by parts, as a long holds nine million dollars.
	private static final double PART = 1L << 60;

	// Of what is left, so that threads come back seldom and the others have some.
	private static final int ADVANCE = 2 * ThreadPlace.COUNT;

	private final AtomicLongArray advances = new AtomicLongArray(ThreadPlace.COUNT * ThreadPlace.APART);

	private long left;

	private double beyond;

	private boolean reached;

	/**
	 * Spends.
	 * @param picodollars how much
	 * @return whether that reaches the line; it is for the caller to say where the next
	 * one is
	 */
	boolean isReachedBy(long picodollars) {
		return this.advances.addAndGet(own(), -picodollars) <= 0 && isReached();
	}

	private synchronized boolean isReached() {
		return !this.reached && look(false);
	}

	/**
	 * Takes the line further away, by whoever has reached it.
	 * @param usd how far, in dollars
	 * @return whether it is reached nevertheless
	 */
	synchronized boolean isReachedAfter(double usd) {
		this.beyond += Math.rint(usd * Dollars.PICO);
		return look(true);
	}

	private boolean look(boolean atAll) {
		this.left += this.advances.getAndSet(own(), 0);
		if (atAll) {
			takeBack();
		}
		while (this.left <= 0 && this.beyond >= 1) {
			long part = (long) Math.min(this.beyond, PART);
			this.beyond -= part;
			this.left += part;
		}
		if (this.left <= 0) {
			takeBack();
		}
		this.reached = this.left <= 0;
		if (!this.reached) {
			long advance = this.left / ADVANCE;
			this.left -= advance;
			this.advances.addAndGet(own(), advance);
		}
		return this.reached;
	}

	private void takeBack() {
		for (int i = 0; i < ThreadPlace.COUNT; i++) {
			this.left += this.advances.getAndSet(i * ThreadPlace.APART, 0);
		}
	}

	private static int own() {
		return ThreadPlace.own() * ThreadPlace.APART;
	}

}
