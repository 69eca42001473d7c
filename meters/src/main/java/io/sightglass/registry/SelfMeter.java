package io.sightglass.registry;

import io.sightglass.catalogue.CatalogueMeter;
import io.sightglass.catalogue.MeterSpec;

/**
 * The meters of Sightglass itself.
 */
public enum SelfMeter implements CatalogueMeter {

	SERIES(MeterSpec.gauge("sightglass.series",
			"Series of the registry now: meters, each with one set of tag values.")),

	FOLDED(MeterSpec.counter("sightglass.series.folded",
			"Look-ups of a meter whose tag value became other because the tag has too many, by meter and tag.", "meter",
			"tag")),

	FAILURES(MeterSpec.counter("sightglass.failures", "Exceptions inside meters, which never reach the application.",
			"family"));

	private final MeterSpec spec;

	SelfMeter(MeterSpec spec) {
		this.spec = spec;
	}

	@Override
	public MeterSpec spec() {
		return this.spec;
	}

}
