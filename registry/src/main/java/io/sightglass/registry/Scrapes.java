package io.sightglass.registry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import io.micrometer.core.instrument.Clock;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * When scrapes come, and for how long they show where a series stood before. Prometheus
 * sees what came since as a step only if such a sample stands in front of it, and nobody
 * can tell one Prometheus from another. But each of those that scrape at an interval
 * comes once in the interval that begins with the first scrape, wherever its offset lies:
 * until the end of it all see what was before, and from then on all see the truth.
 * <p>
 * Scrapes come a little early or late. The first one's next is to see the truth, so that
 * the interval ends a little early. Where another one came shortly before the first,
 * perhaps before the series was there, its next scrape cannot be told from the first
 * one's: then it ends a little late.
 */
final class Scrapes {

	private static final Duration LONGEST = Duration.ofHours(1);

	private static final Duration SHORTEST = Duration.ofMillis(100);

	// For what comes back, where nobody has said how often scrapes come.
	private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(500);

	private final Clock clock;

	private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

	private final Lock reading = new Reading();

	private volatile long interval;

	private volatile boolean last;

	private long latest;

	private long gap = Long.MAX_VALUE;

	Scrapes(Clock clock) {
		this.clock = clock;
		this.latest = clock.monotonicTime() - LONGEST.toNanos();
	}

	/**
	 * Says how often scrapes come, and that new series are to be shown as zero first.
	 * @param interval their interval
	 */
	void every(Duration interval) {
		if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException(
					"Scrapes come every 100 milliseconds at most and every hour at least, but not every "
							+ Printable.value(interval.toString()));
		}
		this.interval = interval.toNanos();
	}

	/**
	 * Where a new series stands before its first scrape.
	 * @return nothing where its first scrape shows the truth
	 */
	@Nullable Before first() {
		return (this.interval > 0) ? new Before(this, 0, Before.NOTHING, null) : null;
	}

	/**
	 * Held by a scrape while it reads.
	 * @return a lock that several hold at once
	 */
	Lock readLock() {
		return this.reading;
	}

	Lock writeLock() {
		return this.lock.writeLock();
	}

	long now() {
		return this.clock.monotonicTime();
	}

	/**
	 * Until when scrapes show what was before, if the first one does it now.
	 * @param now the time now
	 * @return the time then
	 */
	synchronized long until(long now) {
		long interval = this.interval;
		if (interval == 0) {
			return now + MOMENT;
		}
		long little = interval / 10;
		// Who collects without the lock has told nothing of the scrape before.
		boolean alone = this.gap >= 2 * little && this.lock.getReadHoldCount() > 0;
		return alone ? now + interval - little : now + interval + little;
	}

	/**
	 * Lets all that comes see the truth, such as what is pushed when the application
	 * ends.
	 */
	void last() {
		this.last = true;
	}

	boolean areLast() {
		return this.last;
	}

	private synchronized void begun() {
		long now = now();
		this.gap = now - this.latest;
		this.latest = now;
	}

	private final class Reading extends ReentrantReadWriteLock.ReadLock {

		private static final long serialVersionUID = 1L;

		Reading() {
			super(Scrapes.this.lock);
		}

		@Override
		public void lock() {
			boolean begins = Scrapes.this.lock.getReadHoldCount() == 0;
			super.lock();
			if (begins) {
				begun();
			}
		}

	}

}
