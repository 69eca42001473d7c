package io.sightglass.registry.internal.scrape;

import java.util.concurrent.atomic.AtomicLongArray;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;

/**
 * Looks at the series that are written next. Their objects lie anywhere in memory, and a
 * loop that does nothing else lets the processor fetch several of them at once.
 */
final class LookAhead {

	static final int MANY = 64;

	// Fewer are still near from the scrape before, as are the maxima from the buckets.
	static final int FAR = 1000;

	// Nobody reads it, but it outlives each scrape, so the compiler cannot drop what
	// leads to it. A write lost between two scrapes does no harm.
	@SuppressWarnings("UnusedVariable")
	private long seen;

	void look(Child[] children, int from, Shape shape) {
		int to = Math.min(from + MANY, children.length);
		long seen = 0;
		try {
			for (int i = from; i < to; i++) {
				seen += look(children[i], shape);
			}
		}
		catch (RuntimeException ex) {
			// It fails again when it is written, and is counted there.
			seen = 0;
		}
		this.seen += seen;
	}

	// By shape: to find that an object is not of an interface would take JDK 17 longer
	// than the rest.
	private static long look(Child child, Shape shape) {
		byte[] labels = child.labels();
		long seen = (labels.length > 0) ? labels[0] : 0;
		Meter meter = child.meter();
		if (meter == null) {
			return seen;
		}
		return seen + switch (shape) {
			case COUNTER -> (long) ((Counter) meter).count();
			case TIMER_HISTOGRAM, SUMMARY_HISTOGRAM -> buckets(child, meter);
			default -> 0;
		};
	}

	private static long buckets(Child child, Meter meter) {
		AtomicLongArray counts = child.counts();
		if (counts != null) {
			return counts.get(0);
		}
		return (meter instanceof Distribution ours) ? (long) ours.sum() : 0;
	}

}
