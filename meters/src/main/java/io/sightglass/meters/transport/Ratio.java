package io.sightglass.meters.transport;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A value that is shown from the moment that it is first known.
 */
final class Ratio {

	private final AtomicBoolean shown = new AtomicBoolean();

	private final Consumer<Ratio> show;

	private volatile double value = Double.NaN;

	Ratio(Consumer<Ratio> show) {
		this.show = show;
	}

	void set(double value) {
		this.value = Math.min(1, Math.max(0, value));
		if (!this.shown.get() && this.shown.compareAndSet(false, true)) {
			this.show.accept(this);
		}
	}

	double value() {
		return this.value;
	}

}
