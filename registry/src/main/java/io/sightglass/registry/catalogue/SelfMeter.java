package io.sightglass.registry.catalogue;

/**
 * The meters of Sightglass itself.
 */
public enum SelfMeter implements CatalogueMeter {

	SERIES(MeterSpec.gauge("sightglass.series",
			"Series of the registry now: meters, each with one set of tag values.")),

	FOLDED(MeterSpec.counter("sightglass.series.folded",
			"Look-ups of a meter whose tag value became other because the tag has too many, by meter and tag.", "meter",
			"tag")),

	REFUSED(MeterSpec.counter("sightglass.series.refused",
			"Registrations of gauges and functions that were left out because their meter has too many series, by meter.",
			"meter")),

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
