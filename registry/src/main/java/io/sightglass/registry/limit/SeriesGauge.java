package io.sightglass.registry.limit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.registry.internal.log.SafeLog;
import io.sightglass.registry.catalogue.SelfMeter;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Shows how many meters a registry has, and again where somebody has cleared it.
 */
final class SeriesGauge {

	private static final SafeLog logger = SafeLog.of(SeriesGauge.class);

	private final String prefix;

	private volatile @Nullable Meter shown;

	private volatile @Nullable MeterRegistry waiting;

	SeriesGauge(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * Shows it with the next meter.
	 * @param registry where
	 */
	void showLater(MeterRegistry registry) {
		this.waiting = registry;
		try {
			registry.config().onMeterRemoved((meter) -> this.waiting = (meter == this.shown) ? registry : this.waiting);
		}
		catch (Throwable ex) {
			logger.debug("A registry cannot be watched", ex);
		}
	}

	/**
	 * Shows what waits for the next meter.
	 */
	void show() {
		MeterRegistry registry = this.waiting;
		if (registry == null) {
			return;
		}
		this.waiting = null;
		String name = SelfMeter.SERIES.getName();
		Failures failures = new Failures(registry, this.prefix);
		failures.guard(name,
				() -> this.shown = Gauge
					.builder(this.prefix + name, registry,
							failures.guarded(name, (live) -> live.getMeters().size(), Double.NaN))
					.description(SelfMeter.SERIES.spec().description())
					.strongReference(true)
					.register(registry));
	}

}
