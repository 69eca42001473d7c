package io.sightglass.registry.internal.stripe;

/**
 * A timer or a summary that counts an amount as often as it stands for, in one recording.
 */
public interface Weighted {

	/**
	 * Records an amount.
	 * @param amount nanoseconds of a timer, or the amount of a summary
	 * @param times how often it counts, from 1 on
	 */
	void record(double amount, long times);

}
