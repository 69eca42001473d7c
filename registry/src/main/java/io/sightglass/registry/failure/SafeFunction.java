package io.sightglass.registry.failure;

import java.util.function.ToDoubleFunction;

/**
 * A function that answers with a fallback where the given one throws or does not come
 * back.
 *
 * @param <T> the type of the state
 */
final class SafeFunction<T> implements ToDoubleFunction<T> {

	private final String source;

	private final ToDoubleFunction<T> function;

	private final double fallback;

	private final Failures failures;

	private final CircuitBreaker breaker;

	SafeFunction(String source, ToDoubleFunction<T> function, double fallback, Failures failures,
			CircuitBreaker breaker) {
		this.source = source;
		this.function = function;
		this.fallback = fallback;
		this.failures = failures;
		this.breaker = breaker;
	}

	@Override
	public double applyAsDouble(T state) {
		if (!this.breaker.enter()) {
			this.failures.record(this.source, this.breaker.hanging(this.source));
			return this.fallback;
		}
		try {
			return this.function.applyAsDouble(state);
		}
		catch (Throwable ex) {
			this.failures.record(this.source, ex);
			return this.fallback;
		}
		finally {
			this.breaker.leave();
		}
	}

}
