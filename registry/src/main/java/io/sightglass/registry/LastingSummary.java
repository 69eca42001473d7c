package io.sightglass.registry;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.util.MeterEquivalence;
import io.sightglass.registry.internal.stripe.Weighted;
import org.jspecify.annotations.Nullable;

/**
 * A distribution summary whose series may leave and come back.
 */
final class LastingSummary extends LastingDistribution implements DistributionSummary, Weighted {

	private final StripedSummary values;

	LastingSummary(Meter.Id id, StripedSummary values) {
		super(id, values);
		this.values = values;
	}

	@Override
	public Meter.Id getId() {
		return id();
	}

	@Override
	public void record(double amount) {
		this.values.record(amount);
	}

	@Override
	public void record(double amount, long times) {
		this.values.record(amount, times);
	}

	@Override
	public long count() {
		return this.values.count();
	}

	@Override
	public double totalAmount() {
		return this.values.totalAmount();
	}

	@Override
	public double max() {
		return this.values.max();
	}

	@Override
	public HistogramSnapshot takeSnapshot() {
		return this.values.takeSnapshot();
	}

	@Override
	public void close() {
		this.values.close();
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
