package io.sightglass.meters.llm.price;

import java.util.concurrent.atomic.LongAdder;

/**
 * A sum of money that many threads add to. It is kept in whole picodollars, so that a
 * billion additions lose nothing; one sum holds up to nine million dollars.
 */
public final class Dollars {

	private static final double PICO = 1e12;

	private final LongAdder pico = new LongAdder();

	/** Begins with nothing. */
	public Dollars() {
	}

	/**
	 * Adds to the sum.
	 * @param picodollars a whole number of them, 10<sup>12</sup> to the dollar
	 */
	public void add(long picodollars) {
		this.pico.add(picodollars);
	}

	/**
	 * What was added so far.
	 * @return the nearest double in dollars
	 */
	public double usd() {
		return this.pico.sum() / PICO;
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
