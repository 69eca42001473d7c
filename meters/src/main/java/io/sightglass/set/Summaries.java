package io.sightglass.set;

import io.micrometer.core.instrument.DistributionSummary;
import io.sightglass.sample.Sampler;

/**
 * The distribution summaries of one method.
 */
public final class Summaries {

	private final MeterTable<DistributionSummary> table;

	private final Sampler sampler;

	Summaries(MeterTable<DistributionSummary> table, Sampler sampler) {
		this.table = table;
		this.sampler = sampler;
	}

	/**
	 * Records an amount.
	 * @param slot the number of a combination of tag values
	 * @param amount the amount
	 */
	public void record(long slot, double amount) {
		if (this.sampler.take()) {
			this.table.at(slot).record(amount);
		}
	}

}
