package io.sightglass.registry.catalogue;

/**
 * The meters of Sightglass itself.
 */
public enum SelfMeter implements CatalogueMeter {

	/** Series in the registry now, {@code sightglass_series}. */
	SERIES(MeterSpec.gauge("sightglass.series",
			"Series of the registry now: meters, each with one set of tag values.")),

	/** Values counted as "other", {@code sightglass_series_folded_total}. */
	FOLDED(MeterSpec.counter("sightglass.series.folded",
			"Look-ups of a meter whose tag value became other because the tag has too many, by meter and tag.", "meter",
			"tag")),

	/** Gauges and functions left out, {@code sightglass_series_refused_total}. */
	REFUSED(MeterSpec.counter("sightglass.series.refused",
			"Registrations that were left out: gauges and functions beyond the series of their meter, all beyond the size of a scrape, by meter.",
			"meter")),

	/** Texts that were too long, {@code sightglass_series_cut_total}. */
	CUT(MeterSpec.counter("sightglass.series.cut",
			"Look-ups of a meter of which a text is longer than Prometheus is set to take and was cut, by meter and what was cut.",
			"meter", "what")),

	/** Exceptions inside meters by family, {@code sightglass_failures_total}. */
	FAILURES(MeterSpec.counter("sightglass.failures", "Exceptions inside meters, which never reach the application.",
			"family")),

	/** Share of events that is taken, {@code sightglass_sample_rate}. */
	SAMPLE_RATE(MeterSpec.gauge("sightglass.sample.rate",
			"Share of events whose durations and sizes are recorded now, where the sample rate is auto.", "family"));

	private final MeterSpec spec;

	SelfMeter(MeterSpec spec) {
		this.spec = spec;
	}

	@Override
	public MeterSpec spec() {
		return this.spec;
	}

}
