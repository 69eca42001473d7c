package io.sightglass.registry;

import java.util.function.ToDoubleFunction;

/**
 * A total that keeps its last value while its source fails: a counter that fell to zero
 * for one scrape would look like a restart.
 *
 * @param <T> the type of the state
 */
final class LastGoodTotal<T> implements ToDoubleFunction<T> {

	private final ToDoubleFunction<T> source;

	private final Failures failures;

	private final String meter;

	private volatile double last;

	LastGoodTotal(ToDoubleFunction<T> source, Failures failures, String meter) {
		this.source = source;
		this.failures = failures;
		this.meter = meter;
	}

	@Override
	public double applyAsDouble(T state) {
		try {
			double total = this.source.applyAsDouble(state);
			if (total >= this.last) {
				this.last = total;
			}
		}
		catch (Exception ex) {
			this.failures.record(this.meter, ex);
		}
		return this.last;
	}

}
