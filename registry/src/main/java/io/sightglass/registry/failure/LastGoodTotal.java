package io.sightglass.registry.failure;

import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.function.ToDoubleFunction;

/**
 * A total that keeps its last value while its source fails or hangs: a counter that fell
 * to zero for one scrape would look like a restart.
 *
 * @param <T> the type of the state
 */
final class LastGoodTotal<T> implements ToDoubleFunction<T> {

	private final ToDoubleFunction<T> source;

	private final Failures failures;

	private final String meter;

	private final CircuitBreaker breaker;

	// A maximum, because two scrapes may ask at once and end in either order.
	private final DoubleAccumulator last = new DoubleAccumulator(Math::max, 0);

	LastGoodTotal(ToDoubleFunction<T> source, Failures failures, String meter) {
		this.source = source;
		this.failures = failures;
		this.meter = meter;
		this.breaker = failures.breaker();
	}

	@Override
	public double applyAsDouble(T state) {
		if (!this.breaker.enter()) {
			this.failures.record(this.meter, this.breaker.hanging(this.meter));
			return this.last.get();
		}
		try {
			double total = this.source.applyAsDouble(state);
			if (Double.isFinite(total)) {
				this.last.accumulate(total);
			}
		}
		catch (Throwable ex) {
			this.failures.record(this.meter, ex);
		}
		finally {
			this.breaker.leave();
		}
		return this.last.get();
	}

}
