package io.sightglass.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.tag.BoundedValues;

/**
 * Keeps failures of meters away from the application: what fails inside a meter is
 * counted, logged once a cause, and never reaches the caller or the scrape.
 *
 * <pre>
 * sightglass_failures_total{family="transport"} 2.0
 * </pre>
 */
public final class Failures {

	private static final InternalLogger logger = InternalLoggerFactory.getInstance(Failures.class);

	private static final int MAX_LOGGED_CAUSES = 200;

	private static final int MAX_FAMILIES = 50;

	private final MeterRegistry registry;

	private final String prefix;

	private final Map<String, Counter> counters = new ConcurrentHashMap<>();

	private final BoundedValues families = new BoundedValues(MAX_FAMILIES);

	private final Set<String> logged = ConcurrentHashMap.newKeySet();

	private final Duration patience;

	Failures(MeterRegistry registry, String prefix, Duration patience) {
		this.registry = registry;
		this.prefix = prefix;
		this.patience = patience;
	}

	/**
	 * Counts a failure; the first of its kind is logged.
	 * @param source the meter that failed; its family is the part before the first dot
	 * @param cause what was thrown
	 */
	public void record(String source, Throwable cause) {
		String kind = source + ' ' + cause.getClass().getName();
		if (this.logged.size() < MAX_LOGGED_CAUSES && this.logged.add(kind)) {
			logger
				.warn("The meter '" + source + "' failed; the application goes on, and sightglass.failures counts it. "
						+ "This cause is logged once.", cause);
		}
		try {
			counter(this.families.bound(family(source))).increment();
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			logger.debug("A failure could not be counted", ex);
		}
	}

	/**
	 * Runs a recording, keeping its failure away from the caller.
	 * @param source the meter or family that records
	 * @param recording what to run
	 */
	public void guard(String source, Runnable recording) {
		try {
			recording.run();
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			record(source, ex);
		}
	}

	/**
	 * A function that answers with a fallback where the given one throws, or has not come
	 * back to an earlier caller for {@link Turnstile#PATIENCE}.
	 * @param <T> the type of the state
	 * @param source the meter that asks
	 * @param function what may throw or hang
	 * @param fallback the answer then
	 * @return the function with that fallback
	 */
	public <T> ToDoubleFunction<T> guarded(String source, ToDoubleFunction<T> function, double fallback) {
		return new GuardedFunction<>(source, function, fallback, this, turnstile());
	}

	Turnstile turnstile() {
		return new Turnstile(this.patience);
	}

	private Counter counter(String family) {
		return this.counters.computeIfAbsent(family,
				(name) -> Counter.builder(this.prefix + SelfMeter.FAILURES.getName())
					.description(SelfMeter.FAILURES.spec().description())
					.tag(SelfMeter.FAILURES.spec().keys().get(0), name)
					.register(this.registry));
	}

	private static String family(String source) {
		int dot = source.indexOf('.');
		return (dot < 0) ? source : source.substring(0, dot);
	}

}
