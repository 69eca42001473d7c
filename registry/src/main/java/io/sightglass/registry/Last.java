package io.sightglass.registry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.sightglass.registry.limit.SeriesLimiter;

/**
 * A limiter behind the last filter. Micrometer asks filters in the order in which they
 * were added and takes none away, so that for each further one the limiter is added
 * again, and this one rests.
 */
final class Last implements MeterFilter {

	private final SeriesLimiter limiter;

	private volatile boolean resting;

	Last(SeriesLimiter limiter) {
		this.limiter = limiter;
	}

	SeriesLimiter limiter() {
		return this.limiter;
	}

	void rest() {
		this.resting = true;
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		return this.resting ? id : this.limiter.map(id);
	}

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		return this.resting ? MeterFilterReply.NEUTRAL : this.limiter.accept(id);
	}

}
