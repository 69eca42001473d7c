package io.sightglass.registry.failure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.registry.catalogue.SelfMeter;
import io.sightglass.registry.tag.BoundedValues;

/**
 * The counters of failures, one a family. Counting what has failed before takes no
 * memory, for that may be what has failed.
 */
final class FailureCounters {

	private static final int MAX_FAMILIES = 50;

	private static final int MAX_SOURCES = 1000;

	private final MeterRegistry registry;

	private final String prefix;

	// By what failed, which is one of several of a family.
	private final Map<String, Counter> counters = new ConcurrentHashMap<>();

	private final BoundedValues families = new BoundedValues(MAX_FAMILIES);

	private final AtomicBoolean watched = new AtomicBoolean();

	private final AtomicLong owed = new AtomicLong();

	@SuppressWarnings("ThreadLocalUsage") // Each has its own.
	private final ThreadLocal<boolean[]> counting = ThreadLocal.withInitial(() -> new boolean[1]);

	FailureCounters(MeterRegistry registry, String prefix) {
		this.registry = registry;
		this.prefix = prefix;
	}

	/**
	 * Makes the counter of a family, which the first failure does where this cannot.
	 * @param family the family
	 */
	void expect(String family) {
		boolean[] counting = this.counting.get();
		if (!counting[0]) {
			counting[0] = true;
			try {
				counter(family);
			}
			catch (Throwable ignored) {
				// It is tried again.
			}
			finally {
				counting[0] = false;
			}
		}
	}

	/**
	 * Counts. What there is no memory for is counted with the next.
	 * @param source what failed; its family is the part before the first dot
	 * @param failures how often
	 */
	void count(String source, long failures) {
		try {
			countOnce(source, failures);
		}
		catch (Throwable ignored) {
			this.owed.addAndGet(failures);
		}
	}

	private void countOnce(String source, long failures) {
		// A filter may fail for the counter too. Ending it takes no frame of a stack that
		// may be full.
		boolean[] counting = this.counting.get();
		if (counting[0]) {
			return;
		}
		counting[0] = true;
		try {
			Counter counter = counter(source);
			counter.increment(failures);
			if (this.owed.get() > 0) {
				counter.increment(this.owed.getAndSet(0));
			}
		}
		catch (VirtualMachineError ex) {
			this.owed.addAndGet(failures);
		}
		catch (Throwable ignored) {
			// The registry is what has failed: the log is left.
		}
		finally {
			counting[0] = false;
		}
	}

	// Registered outside the map: who fails in a filter may hold the registry's lock.
	private Counter counter(String source) {
		Counter known = this.counters.get(source);
		if (known == null) {
			int dot = source.indexOf('.');
			known = Counter.builder(this.prefix + SelfMeter.FAILURES.getName())
				.description(SelfMeter.FAILURES.spec().description())
				.tag(SelfMeter.FAILURES.spec().keys().get(0),
						this.families.bound((dot < 0) ? source : source.substring(0, dot)))
				.register(this.registry);
			if (this.counters.size() < MAX_SOURCES) {
				this.counters.put(source, known);
			}
			watch();
		}
		return known;
	}

	// Whoever clears the registry finds the next failures counted anew.
	private void watch() {
		if (this.watched.compareAndSet(false, true)) {
			this.registry.config()
				.onMeterRemoved((meter) -> this.counters.values().removeIf((counter) -> counter == meter));
		}
	}

}
