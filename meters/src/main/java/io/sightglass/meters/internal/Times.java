package io.sightglass.meters.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Which durations of a family are recorded, and by what clock. What fails is counted and
 * goes no further.
 */
public final class Times {

	/** The start of what is not timed. */
	public static final long UNTIMED = 0;

	/**
	 * What is said to have taken longer is left out: it is a mistake, of which a few
	 * would overflow the sum.
	 */
	private static final Duration LONGEST = Duration.ofDays(366);

	// Bits of a start for the weight that its event has: 16 ns are not seen in a
	// duration.
	private static final long WEIGHT = 15;

	private final Failures failures;

	private final Clock clock;

	private final Sampler sampler;

	// Those bits, or none: a start of a sampler without weights is the time itself.
	private final long mask;

	/**
	 * Times of a family.
	 * @param instruments what made its timers
	 * @param sampler which durations are recorded
	 */
	public Times(Instruments instruments, Sampler sampler) {
		this.failures = instruments.failures();
		this.clock = instruments.clock();
		this.sampler = Objects.requireNonNull(sampler, "sampler");
		this.mask = sampler.isWeighted() ? WEIGHT : 0;
	}

	/**
	 * What decides which durations are recorded.
	 * @return the sampler that was given
	 */
	public Sampler sampler() {
		return this.sampler;
	}

	/**
	 * A start for {@link #end}, or {@link #UNTIMED} where the sampler passes over.
	 * @return monotonic nanoseconds, with the weight of the event in their last bits
	 * where the sampler has weights: the rate may change until the event ends
	 */
	public long start() {
		int weight = this.sampler.weight();
		if (weight == 0) {
			return UNTIMED;
		}
		long now = now();
		if (this.mask == 0 || now == UNTIMED) {
			return now;
		}
		long start = (now & ~this.mask) | Integer.numberOfTrailingZeros(weight);
		return (start != UNTIMED) ? start : start + this.mask + 1;
	}

	/**
	 * How many events one stands for.
	 * @param start what {@link #start()} gave, and not {@link #UNTIMED}
	 * @return the weight that the event had when it began
	 */
	public int weight(long start) {
		return 1 << (start & this.mask);
	}

	/**
	 * The time now, whatever the sampler says.
	 * @return monotonic nanoseconds, or {@link #UNTIMED} where the clock fails
	 */
	public long now() {
		try {
			long now = this.clock.monotonicTime();
			// A nanosecond is a small price.
			return (now != UNTIMED) ? now : 1;
		}
		catch (Throwable ex) {
			this.failures.record("clock", ex);
			return UNTIMED;
		}
	}

	/**
	 * Records what began then and ends now.
	 * @param timer the timer, if there is one
	 * @param start what {@link #start()} gave
	 */
	public void end(@Nullable Timer timer, long start) {
		if (timer != null && start != UNTIMED) {
			long now = now();
			if (now != UNTIMED) {
				this.failures.time(timer, (now & ~this.mask) - (start & ~this.mask), weight(start));
			}
		}
	}

	/**
	 * Records what began at an instant of the wall clock and ends now, where it is in the
	 * sample.
	 * @param timer the timer
	 * @param origin when it began; nothing, 1970 and before, and what is older than a
	 * year is left out
	 */
	public void since(Timer timer, @Nullable Instant origin) {
		int weight = (origin != null && origin.isAfter(Instant.EPOCH)) ? this.sampler.weight() : 0;
		if (origin != null && weight > 0) {
			try {
				Instant now = Instant.ofEpochMilli(this.clock.wallTime());
				elapsed(timer, origin.isBefore(now) ? Duration.between(origin, now) : Duration.ZERO, weight);
			}
			catch (Throwable ex) {
				this.failures.record("clock", ex);
			}
		}
	}

	/**
	 * Records what was timed elsewhere, where it is in the sample.
	 * @param timer the timer, if there is one
	 * @param took how long it took; nothing, less than nothing and more than a year is
	 * left out
	 */
	public void record(@Nullable Timer timer, @Nullable Duration took) {
		int weight = this.sampler.weight();
		if (weight > 0) {
			elapsed(timer, took, weight);
		}
	}

	private void elapsed(@Nullable Timer timer, @Nullable Duration took, int weight) {
		if (timer != null && took != null && !took.isNegative() && took.compareTo(LONGEST) <= 0) {
			this.failures.time(timer, took.toNanos(), weight);
		}
	}

}
