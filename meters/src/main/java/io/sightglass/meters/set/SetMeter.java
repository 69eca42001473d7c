package io.sightglass.meters.set;

import java.util.List;

import io.micrometer.core.instrument.Tags;
import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * A meter of a set: what its annotations say.
 *
 * @param spec its name, type, unit, description and keys
 * @param fixed tags that are always the same
 * @param histogram whether it publishes buckets
 * @param percentiles the percentiles that the application computes
 * @param objectives the bounds of its own buckets, in seconds for a timer
 */
public record SetMeter(MeterSpec spec, Tags fixed, boolean histogram, List<Double> percentiles,
		List<Double> objectives) implements CatalogueMeter {

	/**
	 * A meter without fixed tags, buckets and percentiles.
	 * @param spec its name, type, unit, description and keys
	 */
	public SetMeter(MeterSpec spec) {
		this(spec, Tags.empty(), false, List.of(), List.of());
	}

	/**
	 * The same meter with tags that are always the same.
	 * @param keysAndValues keys and values in turn
	 * @return a copy with these fixed tags alone
	 */
	public SetMeter fixed(String... keysAndValues) {
		return new SetMeter(this.spec, Tags.of(keysAndValues), this.histogram, this.percentiles, this.objectives);
	}

	/**
	 * The same meter with Micrometer's buckets.
	 * @return a copy that publishes a histogram
	 */
	public SetMeter withHistogram() {
		return new SetMeter(this.spec, this.fixed, true, this.percentiles, this.objectives);
	}

	/**
	 * The same meter with percentiles that the application computes.
	 * @param percentiles each from 0 to 1, such as 0.99
	 * @return a copy with these percentiles alone
	 */
	public SetMeter withPercentiles(Double... percentiles) {
		return new SetMeter(this.spec, this.fixed, this.histogram, List.of(percentiles), this.objectives);
	}

	/**
	 * The same meter with buckets of its own.
	 * @param objectives the upper bounds of the buckets, in seconds for a timer
	 * @return a copy with these buckets alone
	 */
	public SetMeter withObjectives(Double... objectives) {
		return new SetMeter(this.spec, this.fixed, this.histogram, this.percentiles, List.of(objectives));
	}

}
