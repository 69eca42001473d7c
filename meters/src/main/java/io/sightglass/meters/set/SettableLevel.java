package io.sightglass.meters.set;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The state behind a gauge.
 */
final class SettableLevel implements GaugeLevel {

	private final AtomicLong bits = new AtomicLong(Double.doubleToRawLongBits(0));

	private volatile @Nullable DoubleSupplier source;

	@Override
	public void add(double amount) {
		// What is no number would stay for ever.
		if (!Double.isFinite(amount)) {
			return;
		}
		long seen;
		do {
			seen = this.bits.get();
		}
		while (!this.bits.compareAndSet(seen, Double.doubleToRawLongBits(Double.longBitsToDouble(seen) + amount)));
	}

	@Override
	public void set(double value) {
		this.bits.set(Double.doubleToRawLongBits(value));
	}

	@Override
	public void track(DoubleSupplier source) {
		this.source = source;
	}

	double value() {
		DoubleSupplier tracked = this.source;
		return (tracked != null) ? tracked.getAsDouble() : Double.longBitsToDouble(this.bits.get());
	}

}
