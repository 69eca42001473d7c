package io.sightglass.registry.internal.scrape;

import io.micrometer.core.instrument.Counter;

/**
 * Looks at the counters that are written next. Their objects lie anywhere in memory, and
 * a loop that does nothing else lets the processor fetch several of them at once. Of
 * timers there is more to write than to fetch.
 */
final class LookAhead {

	static final int MANY = 64;

	// Fewer are still near from the scrape before.
	static final int FAR = 1000;

	// Nobody reads it, but it outlives each scrape, so the compiler cannot drop what
	// leads to it. A write lost between two scrapes does no harm.
	@SuppressWarnings("UnusedVariable")
	private long seen;

	void look(Child[] children, int from) {
		int to = Math.min(from + MANY, children.length);
		long seen = 0;
		try {
			for (int i = from; i < to; i++) {
				seen += look(children[i]);
			}
		}
		catch (Throwable ex) {
			// It fails again when it is written, and is counted there.
			seen = 0;
		}
		this.seen += seen;
	}

	private static long look(Child child) {
		byte[] labels = child.labels();
		long seen = (labels.length > 0) ? labels[0] : 0;
		return (child.meter() instanceof Counter counter) ? seen + (long) counter.count() : seen;
	}

}
