package io.sightglass.meters.llm.price;

import java.util.concurrent.atomic.LongAdder;

/**
 * A sum of money that many threads add to. It is kept in whole picodollars, so that a
 * billion additions lose nothing; a sum stays at nine trillion dollars where it would be
 * more.
 */
public final class Dollars {

	/** Picodollars of a dollar. */
	public static final double PICO = 1e12;

	// The lower part of a sum of a million times a million amounts fits.
	private static final int BITS = 20;

	private static final long LOW = (1L << BITS) - 1;

	private static final double MAX_USD = 9e12;

	private static final long MAX_HIGH = (long) (MAX_USD * PICO / (LOW + 1));

	// The sum, which each thread would have to ask all others for, is looked at for a
	// thousand dollars and more alone: what smaller amounts add to the most is not shown,
	// nor where they turn the sum, which takes ten thousand million of them.
	private static final long SMALL = 1_000_000_000_000_000L;

	private final LongAdder high = new LongAdder();

	private final LongAdder low = new LongAdder();

	/** Begins with nothing. */
	public Dollars() {
	}

	/**
	 * Adds to the sum.
	 * @param picodollars a whole number of them, 10<sup>12</sup> to the dollar; less than
	 * nothing adds nothing
	 */
	public void add(long picodollars) {
		if (picodollars > 0 && (picodollars < SMALL || isBelowMost(this.high.sum()))) {
			this.high.add(picodollars >> BITS);
			this.low.add(picodollars & LOW);
		}
	}

	/**
	 * What was added so far.
	 * @return the nearest double in dollars
	 */
	public double usd() {
		long high = this.high.sum();
		long low = this.low.sum();
		if (!isBelowMost(high)) {
			return MAX_USD;
		}
		long whole = (high << BITS) + low;
		boolean fits = high < (Long.MAX_VALUE >> BITS) && whole >= 0;
		return Math.min(fits ? whole / PICO : (high * (LOW + 1.0) + low) / PICO, MAX_USD);
	}

	// Amounts are positive: a sum below nothing has turned.
	private static boolean isBelowMost(long high) {
		return high >= 0 && high < MAX_HIGH;
	}

	/**
	 * Picodollars as dollars.
	 * @param picodollars whole picodollars
	 * @return the nearest double in dollars
	 */
	public static double usd(long picodollars) {
		return picodollars / PICO;
	}

}
