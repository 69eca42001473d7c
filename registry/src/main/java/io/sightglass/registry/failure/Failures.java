package io.sightglass.registry.failure;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.catalogue.SelfMeter;
import io.sightglass.registry.internal.forgotten.Forgotten;
import io.sightglass.registry.tag.BoundedValues;

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

	private static final int MAX_FAMILIES = 50;

	private static final String REGISTRY = "registry";

	private final MeterRegistry registry;

	private final String prefix;

	private final Map<String, Counter> counters = new ConcurrentHashMap<>();

	private final AtomicBoolean watched = new AtomicBoolean();

	private final BoundedValues families = new BoundedValues(MAX_FAMILIES);

	private final LoggedCauses causes = new LoggedCauses();

	@SuppressWarnings("ThreadLocalUsage") // Each has its own.
	private final ThreadLocal<boolean[]> counting = ThreadLocal.withInitial(() -> new boolean[1]);

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
		this.registry = Objects.requireNonNull(registry, "registry");
		this.prefix = Objects.requireNonNull(prefix, "prefix");
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
		try {
			record(source, "The meter '" + source + "' failed; the application goes on", cause);
		}
		catch (Throwable ignored) {
			// Not even memory for that.
		}
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
		record(name, family(name), message, cause);
	}

	/**
	 * Counts a failure of what the application gave a registry; its first one is logged.
	 * @param failed what failed
	 * @param message what failed at which meter, and what happens then
	 * @param cause what was thrown
	 */
	public void blame(Object failed, String message, Throwable cause) {
		record("" + System.identityHashCode(failed), REGISTRY, message, cause);
	}

	/**
	 * The same, counted when it is settled: amid a registration no other can be made.
	 * @param failed what failed
	 * @param message what failed at which meter, and what happens then
	 * @param cause what was thrown
	 */
	void note(Object failed, String message, Throwable cause) {
		this.noted.incrementAndGet();
		this.causes.log("" + System.identityHashCode(failed), message, cause);
	}

	/** Counts what was noted. */
	public void settle() {
		long settled = (this.noted.get() > 0) ? this.noted.getAndSet(0) : 0;
		if (settled > 0) {
			count(REGISTRY, settled);
		}
	}

	private void record(String kind, String family, String message, Throwable cause) {
		try {
			// Whoever swallows it keeps what it says.
			if (cause instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			this.causes.log(kind, message, cause);
			count(family, 1);
		}
		catch (Throwable ignored) {
			// The stack or the memory has no room for it.
		}
	}

	private void count(String family, long failures) {
		// A filter may fail for the counter too. Ending it takes no frame of a stack that
		// may be full.
		boolean[] counting = this.counting.get();
		if (counting[0]) {
			return;
		}
		counting[0] = true;
		try {
			counter(this.families.bound(family)).increment(failures);
		}
		catch (Throwable ignored) {
			// The registry is what has failed: the log is left.
		}
		finally {
			counting[0] = false;
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
		try {
			if (amount >= 0 && amount <= Double.MAX_VALUE) {
				summary.record(amount);
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
		try {
			timer.record(nanos, TimeUnit.NANOSECONDS);
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

	// Registered outside the map: who fails in a filter may hold the registry's lock.
	private Counter counter(String family) {
		Counter known = this.counters.get(family);
		if (known == null) {
			known = Counter.builder(this.prefix + SelfMeter.FAILURES.getName())
				.description(SelfMeter.FAILURES.spec().description())
				.tag(SelfMeter.FAILURES.spec().keys().get(0), family)
				.register(this.registry);
			this.counters.put(family, known);
			watch();
		}
		return known;
	}

	// Whoever clears the registry finds the next failures counted anew.
	private void watch() {
		if (this.watched.compareAndSet(false, true)) {
			this.registry.config().onMeterRemoved((meter) -> this.counters.values().remove(meter));
		}
	}

	private static String family(String source) {
		int dot = source.indexOf('.');
		return (dot < 0) ? source : source.substring(0, dot);
	}

}
