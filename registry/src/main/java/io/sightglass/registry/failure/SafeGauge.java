package io.sightglass.registry.failure;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Meter;

/**
 * What a gauge of the application's asks. Where it throws there is no value, which is
 * counted and logged once.
 *
 * @param <T> the type of the state
 */
public final class SafeGauge<T> implements ToDoubleFunction<T> {

	private final Meter.Id id;

	private final ToDoubleFunction<T> function;

	private final Failures failures;

	/**
	 * A function that never throws.
	 * @param id the gauge
	 * @param function what it asks
	 * @param failures counts where it throws
	 */
	public SafeGauge(Meter.Id id, ToDoubleFunction<T> function, Failures failures) {
		this.id = id;
		this.function = function;
		this.failures = failures;
	}

	@Override
	public double applyAsDouble(T state) {
		try {
			return this.function.applyAsDouble(state);
		}
		catch (Throwable ex) {
			this.failures.blame(this.function, "The gauge '" + this.id.getName() + "' failed and shows no value", ex);
			return Double.NaN;
		}
	}

}
