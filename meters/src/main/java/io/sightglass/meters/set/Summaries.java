package io.sightglass.meters.set;

import io.micrometer.core.instrument.DistributionSummary;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.registry.failure.Failures;

/**
 * The distribution summaries of one method.
 */
public final class Summaries {

	private final MeterTable<DistributionSummary> table;

	private final Sampler sampler;

	private final Failures failures;

	Summaries(MeterTable<DistributionSummary> table, Sampler sampler, Failures failures) {
		this.table = table;
		this.sampler = sampler;
		this.failures = failures;
	}

	/**
	 * Records an amount. Less than nothing and what is no finite number is left out.
	 * @param slot the number of a combination of tag values
	 * @param amount the amount
	 */
	public void record(long slot, double amount) {
		int weight = this.sampler.weight();
		if (weight > 0) {
			this.failures.add(this.table.at(slot), amount, weight);
		}
	}

}
