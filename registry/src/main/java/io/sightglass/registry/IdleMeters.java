package io.sightglass.registry;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.limit.SeriesLimiter;

/**
 * What a registry does with the meters that nobody records into.
 */
final class IdleMeters implements Expiry.Moves {

	private final SightglassPrometheusRegistry registry;

	private final Scrapes scrapes;

	private final AtomicLong cleared = new AtomicLong();

	private volatile boolean clearing;

	private volatile boolean renewing;

	IdleMeters(SightglassPrometheusRegistry registry, Scrapes scrapes) {
		this.registry = registry;
		this.scrapes = scrapes;
	}

	// What has left is not remembered either.
	void clear(Runnable registry) {
		this.clearing = true;
		try {
			registry.run();
			this.registry.expiry().clear();
			this.cleared.incrementAndGet();
		}
		finally {
			this.clearing = false;
		}
	}

	void removed(Meter.Id id) {
		this.registry.expiry().removed(id);
	}

	/**
	 * Keeps what stands for values beyond a limit, when somebody wants to remove it: all
	 * others record into it, too. It leaves when there are none. Another one goes.
	 * @param id the id of a meter
	 * @return whether it is such a one
	 */
	boolean keeps(Meter.Id id) {
		boolean kept = !this.clearing && !this.registry.expiry().isMoving() && isShared(id);
		if (kept) {
			this.registry.expiry().unwanted(id);
		}
		else {
			removed(id);
		}
		return kept;
	}

	@Override
	public boolean isShared(Meter.Id id) {
		SeriesLimiter limiter = this.registry.limiter();
		return limiter != null && limiter.isShared(id);
	}

	Scrapes scrapes() {
		return this.scrapes;
	}

	/**
	 * Scrapes while no series is between two meters.
	 * @param scrape the scrape
	 * @throws IOException if it cannot be written
	 */
	void undisturbed(Scrape scrape) throws IOException {
		Lock lock = this.scrapes.readLock();
		lock.lock();
		try {
			scrape.write();
		}
		finally {
			lock.unlock();
		}
	}

	/**
	 * Whether a meter goes for which another one of its id comes at once.
	 * @return whether this thread does that now
	 */
	boolean isRenewing() {
		return this.renewing && this.registry.expiry().isMoving();
	}

	// Not amid a scrape, which would miss the series for a moment. The next time will do.
	@Override
	public void renew(Meter.Id id) {
		Lock lock = this.scrapes.writeLock();
		if (!lock.tryLock()) {
			return;
		}
		this.renewing = true;
		try {
			long cleared = this.cleared.get();
			if (this.registry.remove(id) != null) {
				register(id);
				// Who cleared the registry in between did not find it.
				if (this.clearing || this.cleared.get() != cleared) {
					this.registry.remove(id);
					this.registry.expiry().forget(id);
				}
			}
		}
		finally {
			this.renewing = false;
			lock.unlock();
		}
	}

	@Override
	public void leave(Meter.Id id) {
		this.registry.remove(id);
	}

	@Override
	public void comeBack(Meter.Id id) {
		SeriesLimiter limiter = this.registry.limiter();
		if (limiter != null) {
			limiter.keep(id);
		}
		register(id);
	}

	private void register(Meter.Id id) {
		MeterRegistry to = this.registry;
		switch (id.getType()) {
			case COUNTER -> Counter.builder(id.getName())
				.tags(id.getTagsAsIterable())
				.description(id.getDescription())
				.baseUnit(id.getBaseUnit())
				.register(to);
			case TIMER ->
				Timer.builder(id.getName()).tags(id.getTagsAsIterable()).description(id.getDescription()).register(to);
			default -> DistributionSummary.builder(id.getName())
				.tags(id.getTagsAsIterable())
				.description(id.getDescription())
				.baseUnit(id.getBaseUnit())
				.register(to);
		}
	}

	/** Writes all meters. */
	@FunctionalInterface
	interface Scrape {

		void write() throws IOException;

	}

}
