package io.sightglass.registry.failure;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.internal.forgotten.Forgotten;
import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.internal.stripe.Weighted;

/**
 * Keeps failures of meters away from the application: what fails inside a meter is
 * counted, logged once a cause, and never reaches the caller or the scrape. A failure is
 * whatever can be thrown while something is measured: exceptions, checked ones too,
 * linkage errors, assertion errors, a stack that ends, memory that runs out
 * ({@link OutOfMemoryError}) and a thread that is to stop ({@link ThreadDeath}). What the
 * application's own code throws in the work that is measured is passed on unchanged,
 * whatever it is. An interrupt that arrives as an exception is set again.
 *
 * <pre>
 * sightglass_failures_total{family="transport"} 2.0
 * </pre>
 */
public final class Failures {

	private static final String REGISTRY = "registry";

	private final String prefix;

	private final FailureCounters counters;

	private final LoggedCauses causes = new LoggedCauses();

	private final AtomicLong noted = new AtomicLong();

	private final Duration patience;

	/**
	 * Counts failures in a registry.
	 * @param registry where they are published
	 * @param prefix what stands before the name of their counter, with its dot, or the
	 * empty string
	 */
	public Failures(MeterRegistry registry, String prefix) {
		this(registry, prefix, CircuitBreaker.PATIENCE);
	}

	/**
	 * Counts failures in a registry.
	 * @param registry where they are published
	 * @param prefix what stands before the name of their counter, with its dot, or the
	 * empty string
	 * @param patience how long a function may hang before the next scrapes go without it
	 */
	public Failures(MeterRegistry registry, String prefix, Duration patience) {
		Objects.requireNonNull(registry, "registry");
		this.prefix = Objects.requireNonNull(prefix, "prefix");
		this.counters = new FailureCounters(registry, prefix);
		this.patience = patience;
		Forgotten.watch(registry);
		// A patience that cannot be is refused here, and not by the first function.
		breaker();
	}

	/**
	 * Counts a failure; the first of its kind is logged. It never throws itself, not even
	 * for an exception that cannot be printed.
	 * @param source the meter that failed; its family is the part before the first dot
	 * @param cause what was thrown
	 */
	public void record(String source, Throwable cause) {
		String name = (source != null) ? source : "null";
		try {
			keepInterrupt(cause);
			if (this.causes.isNew(name, cause)) {
				this.causes.log(name, "The meter '" + Printable.value(name) + "' failed; the application goes on",
						cause);
			}
		}
		catch (Throwable ignored) {
			// The stack or the memory has no room for it.
		}
		this.counters.count(name, 1);
	}

	/**
	 * Makes the counter of a family before anything fails: of one that appears with its
	 * first failure, Prometheus does not see that one.
	 * @param family the family
	 */
	public void expect(String family) {
		this.counters.expect(family);
	}

	/**
	 * Counts a failure that words of its own tell better; the first of its kind is
	 * logged. It never throws itself.
	 * @param source what failed; its family is the part before the first dot
	 * @param message what failed, and what happens then
	 * @param cause what was thrown
	 */
	public void record(String source, String message, Throwable cause) {
		String name = (source != null) ? source : "null";
		record(name, name, message, cause);
	}

	/**
	 * Counts a failure of what the application gave a registry; its first one is logged.
	 * @param failed what failed
	 * @param message what failed at which meter, and what happens then
	 * @param cause what was thrown
	 */
	public void blame(Object failed, String message, Throwable cause) {
		record(REGISTRY, failed, message, cause);
	}

	/**
	 * The same, counted when it is settled: amid a registration no other can be made.
	 * @param failed what failed
	 * @param message what failed at which meter, and what happens then
	 * @param cause what was thrown
	 */
	void note(Object failed, String message, Throwable cause) {
		this.noted.incrementAndGet();
		record("", failed, message, cause);
	}

	/** Counts what was noted. */
	public void settle() {
		long settled = (this.noted.get() > 0) ? this.noted.getAndSet(0) : 0;
		if (settled > 0) {
			this.counters.count(REGISTRY, settled);
		}
	}

	private void record(String source, Object failed, String message, Throwable cause) {
		try {
			keepInterrupt(cause);
			String key = (failed instanceof String word) ? word : "" + System.identityHashCode(failed);
			if (this.causes.isNew(key, cause)) {
				this.causes.log(key, message, cause);
			}
		}
		catch (Throwable ignored) {
			// The stack or the memory has no room for it.
		}
		if (!source.isEmpty()) {
			this.counters.count(source, 1);
		}
	}

	// Whoever swallows it keeps what it says.
	private static void keepInterrupt(Throwable cause) {
		if (cause instanceof InterruptedException) {
			Thread.currentThread().interrupt();
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
		catch (Throwable ex) {
			record(source, ex);
		}
	}

	/**
	 * Adds to a counter. Nothing, less than nothing and what is no finite number adds
	 * nothing.
	 * @param counter the counter
	 * @param amount how much
	 */
	public void add(Counter counter, double amount) {
		try {
			if (amount > 0 && amount <= Double.MAX_VALUE) {
				counter.increment(amount);
			}
		}
		catch (Throwable ex) {
			record(counter, ex);
		}
	}

	/**
	 * Adds to a summary. Less than nothing and what is no finite number adds nothing.
	 * @param summary the summary
	 * @param amount how much
	 */
	public void add(DistributionSummary summary, double amount) {
		add(summary, amount, 1);
	}

	/**
	 * The same, of an amount that stands for several.
	 * @param summary the summary; one that is not of Sightglass's registry counts it once
	 * @param amount how much
	 * @param times how often it counts, once at least
	 */
	public void add(DistributionSummary summary, double amount, int times) {
		try {
			if (amount >= 0 && amount <= Double.MAX_VALUE) {
				if (times > 1 && summary instanceof Weighted weighted) {
					weighted.record(amount, times);
				}
				else {
					summary.record(amount);
				}
			}
		}
		catch (Throwable ex) {
			record(summary, ex);
		}
	}

	/**
	 * Adds to a timer. Less than nothing adds nothing.
	 * @param timer the timer
	 * @param nanos how long it took
	 */
	public void time(Timer timer, long nanos) {
		time(timer, nanos, 1);
	}

	/**
	 * The same, of a duration that stands for several.
	 * @param timer the timer; one that is not of Sightglass's registry counts it once
	 * @param nanos how long it took
	 * @param times how often it counts, once at least
	 */
	public void time(Timer timer, long nanos, int times) {
		try {
			if (times > 1 && timer instanceof Weighted weighted) {
				weighted.record(nanos, times);
			}
			else {
				timer.record(nanos, TimeUnit.NANOSECONDS);
			}
		}
		catch (Throwable ex) {
			record(timer, ex);
		}
	}

	private void record(Meter meter, Throwable cause) {
		String name = this.prefix;
		try {
			name = meter.getId().getName();
		}
		catch (Throwable ignored) {
			// A meter that does not know its name is counted all the same.
		}
		record(name.startsWith(this.prefix) ? name.substring(this.prefix.length()) : name, cause);
	}

	/**
	 * A function that answers with a fallback where the given one throws, or has not come
	 * back to an earlier caller for {@link CircuitBreaker#PATIENCE}.
	 * @param <T> the type of the state
	 * @param source the meter that asks
	 * @param function what may throw or hang
	 * @param fallback the answer then
	 * @return the function with that fallback
	 */
	public <T> ToDoubleFunction<T> guarded(String source, ToDoubleFunction<T> function, double fallback) {
		return new SafeFunction<>(source, function, fallback, this, breaker());
	}

	/**
	 * A total that keeps its last value where it cannot be read.
	 * @param <T> the type of the state
	 * @param source the meter that asks
	 * @param total what may throw or hang, and never falls
	 * @return the function that remembers
	 */
	public <T> ToDoubleFunction<T> lastGood(String source, ToDoubleFunction<T> total) {
		return new LastGoodTotal<>(total, this, source);
	}

	CircuitBreaker breaker() {
		return new CircuitBreaker(this.patience);
	}

}
