package io.sightglass.registry;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.sightglass.registry.internal.natives.NativeReading;
import org.jspecify.annotations.Nullable;

/**
 * Where a series stood when it left. Prometheus sees what came since as a step only if a
 * sample from before stands in front of it, so that this is shown first when the series
 * is back: in one scrape, and in another one that comes in the same moment.
 */
final class Before {

	private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(500);

	private final Clock clock;

	private final double sum;

	private final long[] counts;

	private final @Nullable NativeReading natives;

	private boolean shown;

	private long since;

	Before(Clock clock, double sum, long[] counts, @Nullable NativeReading natives) {
		this.clock = clock;
		this.sum = sum;
		this.counts = counts;
		this.natives = natives;
	}

	double sum() {
		return this.sum;
	}

	long[] counts() {
		return this.counts;
	}

	@Nullable NativeReading natives() {
		return this.natives;
	}

	/**
	 * Asked by each scrape that could show it.
	 * @return whether it was shown before
	 */
	synchronized boolean wasShown() {
		long now = this.clock.monotonicTime();
		if (!this.shown) {
			this.shown = true;
			this.since = now;
		}
		return now - this.since > MOMENT;
	}

}
