package io.sightglass.registry;

import java.util.Arrays;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.sightglass.registry.internal.natives.NativeReading;
import io.sightglass.registry.internal.scrape.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * What scrapes show of a distribution that may leave and come back.
 */
abstract class LastingDistribution implements Distribution {

	private final Meter.Id id;

	private final Distribution values;

	private volatile @Nullable Before before;

	LastingDistribution(Meter.Id id, Distribution values, @Nullable Before before) {
		this.id = id;
		this.values = values;
		this.before = before;
	}

	final Meter.Id id() {
		return this.id;
	}

	private @Nullable Before unseen() {
		Before before = this.before;
		if (before != null && before.wasShown()) {
			this.before = null;
			return null;
		}
		return before;
	}

	@Override
	public final void counts(long[] into) {
		Before before = unseen();
		if (before != null) {
			System.arraycopy(before.counts(), 0, into, 0, before.counts().length);
		}
		else {
			this.values.counts(into);
		}
	}

	@Override
	public final long recorded() {
		Before before = unseen();
		return (before != null) ? Arrays.stream(before.counts()).sum() : this.values.recorded();
	}

	@Override
	public final double sum() {
		Before before = unseen();
		return (before != null) ? before.sum() : this.values.sum();
	}

	@Override
	public final boolean isNative() {
		return this.values.isNative();
	}

	@Override
	public final @Nullable NativeReading natives() {
		Before before = unseen();
		return (before != null) ? before.natives() : this.values.natives();
	}

	@Override
	public final double largest() {
		return this.values.largest();
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
