package io.sightglass.registry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.sightglass.registry.internal.natives.NativeReading;
import io.sightglass.registry.internal.scrape.Distribution;
import io.sightglass.registry.internal.scrape.Totals;
import org.jspecify.annotations.Nullable;

/**
 * What scrapes show of a distribution that may leave and come back.
 */
abstract class LastingDistribution implements Distribution {

	private final Meter.Id id;

	private final Distribution values;

	LastingDistribution(Meter.Id id, Distribution values) {
		this.id = id;
		this.values = values;
	}

	final Meter.Id id() {
		return this.id;
	}

	@Override
	public final Totals shown() {
		return this.values.shown();
	}

	@Override
	public final void counts(long[] into) {
		this.values.counts(into);
	}

	@Override
	public final long recorded() {
		return this.values.recorded();
	}

	@Override
	public final double sum() {
		return this.values.sum();
	}

	@Override
	public final boolean isNative() {
		return this.values.isNative();
	}

	@Override
	public final @Nullable NativeReading natives() {
		return this.values.natives();
	}

	@Override
	public final double largest() {
		return this.values.largest();
	}

	@Override
	public final long created() {
		return this.values.created();
	}

	@Override
	public final Exemplars exemplars() {
		return this.values.exemplars();
	}

	@Override
	public final int buckets() {
		return this.values.buckets();
	}

	@Override
	public final CountAtBucket[] histogramCounts() {
		return this.values.histogramCounts();
	}

}
