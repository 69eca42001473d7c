package io.sightglass.meters.instrument;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;

import io.micrometer.core.instrument.Clock;
import io.sightglass.registry.failure.Failures;

/**
 * Takes one of 2<sup>k</sup> events, which counts for as many. It needs no thread: one of
 * sixteen events, if it is taken at all, looks at the clock, and the one that finds a
 * second over, or too many taken before that, chooses k anew.
 */
final class AutoSampler extends Sampler {

	/**
	 * What an event that is taken costs, in nanoseconds and rounded up. A step of a
	 * pipeline that is always timed takes 83 to 87 (docs/performance.md), a request's two
	 * sizes 24 each, and the look at the clock 25.
	 */
	static final double COST = 200;

	static final int MOST_HALVINGS = 15;

	private static final int LOOK = 4;

	private static final long WINDOW = TimeUnit.SECONDS.toNanos(1);

	// What all events read is in no cache line that is written often.
	private static final int PADDING = 16;

	private final Failures failures;

	private final Clock clock;

	// How many may be taken in a window.
	private final double most;

	private final AtomicLongArray looks = new AtomicLongArray(2 * PADDING + 1);

	private final AtomicBoolean adapting = new AtomicBoolean();

	private volatile long since;

	private volatile int halvings;

	AutoSampler(Instruments instruments, double maxCoreShare) {
		this.failures = instruments.failures();
		this.clock = instruments.clock();
		this.most = maxCoreShare * WINDOW / COST;
		instruments.failures().guard("clock", () -> this.since = this.clock.monotonicTime());
	}

	@Override
	public int weight() {
		long random = ThreadLocalRandom.current().nextLong();
		int halvings = this.halvings;
		if ((random & ((1L << halvings) - 1)) != 0) {
			return 0;
		}
		if ((random & (lookedAt(halvings) - 1)) == 0) {
			look(halvings);
		}
		return 1 << halvings;
	}

	// Of how many events one looks. It is one of those that are taken.
	private static long lookedAt(int halvings) {
		return 1L << Math.max(LOOK, halvings);
	}

	@Override
	public boolean isWeighted() {
		return true;
	}

	private void look(int halvings) {
		long looks = this.looks.incrementAndGet(PADDING);
		adapt(looks * lookedAt(halvings) >= this.most * (1L << halvings));
	}

	private void adapt(boolean full) {
		try {
			long now = this.clock.monotonicTime();
			if ((full || now - this.since >= WINDOW) && this.adapting.compareAndSet(false, true)) {
				adapt(now);
				this.adapting.set(false);
			}
		}
		catch (Throwable ex) {
			this.failures.record("clock", ex);
		}
	}

	// Whoever comes late finds a window that has just begun, and leaves it.
	private void adapt(long now) {
		int halvings = this.halvings;
		double events = (double) this.looks.get(PADDING) * lookedAt(halvings);
		double elapsed = now - this.since;
		boolean full = events >= this.most * (1L << halvings);
		if (elapsed < WINDOW && !full) {
			return;
		}
		double expected = events * WINDOW / Math.max(1, elapsed);
		int next = (elapsed < WINDOW) ? Math.min(halvings + 1, MOST_HALVINGS) : 0;
		while (next < MOST_HALVINGS && expected > this.most * (1L << next)) {
			next++;
		}
		this.since = now;
		this.looks.set(PADDING, 0);
		this.halvings = next;
	}

	/**
	 * The share of events that is taken. Where no event has come to look for a second, it
	 * is chosen anew, so that scrapes let a family recover that has few events or none.
	 * @return from 1 down
	 */
	double rate() {
		adapt(false);
		return 1.0 / (1L << this.halvings);
	}

	@Override
	public String remark() {
		return " Sample rate auto: under load a recording counts for those left out too, and the count is an estimate; "
				+ "take exact counts from the counters.";
	}

}
