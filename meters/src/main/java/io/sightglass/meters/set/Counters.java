package io.sightglass.meters.set;

import io.micrometer.core.instrument.Counter;
import io.sightglass.registry.failure.Failures;

/**
 * The counters of one method.
 */
public final class Counters {

	private final MeterTable<Counter> table;

	private final Failures failures;

	Counters(MeterTable<Counter> table, Failures failures) {
		this.table = table;
		this.failures = failures;
	}

	/**
	 * Counts one.
	 * @param slot the number of a combination of tag values
	 */
	public void increment(long slot) {
		increment(slot, 1);
	}

	/**
	 * Counts an amount. Less than nothing and what is no finite number is left out.
	 * @param slot the number of a combination of tag values
	 * @param amount the amount
	 */
	public void increment(long slot, double amount) {
		this.failures.add(this.table.at(slot), amount);
	}

}
