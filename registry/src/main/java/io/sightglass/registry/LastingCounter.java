package io.sightglass.registry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.util.MeterEquivalence;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.sightglass.registry.internal.scrape.ShownCounter;
import org.jspecify.annotations.Nullable;

/**
 * A counter whose series may leave and come back.
 */
final class LastingCounter implements ShownCounter {

	private final Meter.Id id;

	private final StripedCounter values;

	LastingCounter(Meter.Id id, StripedCounter values) {
		this.id = id;
		this.values = values;
	}

	@Override
	public Meter.Id getId() {
		return this.id;
	}

	@Override
	public void increment() {
		this.values.increment();
	}

	@Override
	public void increment(double amount) {
		this.values.increment(amount);
	}

	@Override
	public double count() {
		return this.values.count();
	}

	@Override
	public double shown() {
		return this.values.shown();
	}

	@Override
	public long created() {
		return this.values.created();
	}

	@Override
	public @Nullable Exemplar exemplar() {
		return this.values.exemplar();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return MeterEquivalence.equals(this, other);
	}

	@Override
	public int hashCode() {
		return MeterEquivalence.hashCode(this);
	}

}
