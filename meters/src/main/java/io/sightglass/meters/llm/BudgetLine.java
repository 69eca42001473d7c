package io.sightglass.meters.llm;

import java.util.concurrent.atomic.AtomicLong;

import io.sightglass.meters.llm.price.Dollars;

/**
 * How far it is to a line that what is spent may reach. Each thread that spends writes
 * one number and takes no lock; who writes the one that reaches the line is told so, and
 * nobody else.
 */
final class BudgetLine {

	// A far line is gone to by parts, as a long holds nine million dollars.
	private static final double PART = 1L << 60;

	private final AtomicLong left = new AtomicLong();

	private volatile double beyond;

	/**
	 * Spends.
	 * @param picodollars how much
	 * @return whether that reaches the line; it is for the caller to say where the next
	 * one is
	 */
	boolean isReachedBy(long picodollars) {
		long after = this.left.addAndGet(-picodollars);
		return after <= 0 && after + picodollars > 0 && isReachedAfter(0);
	}

	/**
	 * Takes the line further away, by whoever has reached it.
	 * @param usd how far, in dollars
	 * @return whether it is reached nevertheless
	 */
	boolean isReachedAfter(double usd) {
		double further = this.beyond + usd * Dollars.PICO;
		long after;
		do {
			long part = (long) Math.min(further, PART);
			further -= part;
			this.beyond = further;
			after = this.left.addAndGet(part);
		}
		while (after <= 0 && further >= 1);
		return after <= 0;
	}

}
