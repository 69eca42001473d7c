package io.sightglass.registry;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.util.MeterEquivalence;
import io.sightglass.registry.internal.stripe.Weighted;
import org.jspecify.annotations.Nullable;

/**
 * A timer whose series may leave and come back.
 */
final class LastingTimer extends LastingDistribution implements Timer, Weighted {

	private final StripedTimer values;

	LastingTimer(Meter.Id id, StripedTimer values) {
		super(id, values);
		this.values = values;
	}

	@Override
	public Meter.Id getId() {
		return id();
	}

	@Override
	public void record(long amount, TimeUnit unit) {
		this.values.record(amount, unit);
	}

	@Override
	public <T extends @Nullable Object> T record(Supplier<T> work) {
		return this.values.record(work);
	}

	@Override
	public <T extends @Nullable Object> T recordCallable(Callable<T> work) throws Exception {
		return this.values.recordCallable(work);
	}

	@Override
	public void record(Runnable work) {
		this.values.record(work);
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
	public double totalTime(TimeUnit unit) {
		return this.values.totalTime(unit);
	}

	@Override
	public double max(TimeUnit unit) {
		return this.values.max(unit);
	}

	@Override
	public TimeUnit baseTimeUnit() {
		return this.values.baseTimeUnit();
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
