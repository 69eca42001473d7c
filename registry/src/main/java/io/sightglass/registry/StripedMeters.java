package io.sightglass.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.prometheus.metrics.core.exemplars.ExemplarSampler;
import io.sightglass.registry.internal.natives.NativeShape;
import org.jspecify.annotations.Nullable;

/**
 * Makes the meters in which threads record without contention, and lets those leave that
 * may.
 */
final class StripedMeters {

	private final Map<Bounds, Bounds> bounds = new ConcurrentHashMap<>();

	private final Clock clock;

	private final Expiry expiry;

	private final Scrapes scrapes;

	private volatile @Nullable NativeHistograms natives;

	// Theirs, which all of them share.
	private volatile @Nullable NativeShape shape;

	private final @Nullable ExemplarSamplers exemplars;

	/**
	 * Makes meters.
	 * @param clock the registry's clock
	 * @param expiry lets them leave
	 * @param scrapes says what scrapes show of them first
	 * @param exemplars makes their samplers, nothing without tracing
	 */
	StripedMeters(Clock clock, Expiry expiry, Scrapes scrapes, @Nullable ExemplarSamplers exemplars) {
		this.clock = clock;
		this.expiry = expiry;
		this.scrapes = scrapes;
		this.exemplars = exemplars;
	}

	Counter counter(Meter.Id id) {
		return lasting(
				id, StripedCounter.class, (own) -> new StripedCounter(own,
						(this.exemplars != null) ? this.exemplars.single() : null, this.clock.wallTime()),
				Counter.class);
	}

	Timer timer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
		return lasting(id, StripedTimer.class, (own) -> new StripedTimer(own, this.clock, config, bounds(config),
				pauseDetector, shape(own, config), sampler(config)), Timer.class);
	}

	DistributionSummary summary(Meter.Id id, DistributionStatisticConfig config, double scale) {
		return lasting(id, StripedSummary.class, (own) -> new StripedSummary(own, this.clock, config, bounds(config),
				scale, shape(own, config), sampler(config)), DistributionSummary.class);
	}

	private <M extends Meter, V extends Meter & Before.Showing> M lasting(Meter.Id id, Class<V> values,
			Function<Meter.Id, V> maker, Class<M> type) {
		return type.cast(this.expiry.meter(id, values, (own) -> {
			V made = maker.apply(own);
			Before first = this.scrapes.first();
			if (first != null) {
				made.showFirst(first);
			}
			return made;
		}));
	}

	// Who asked for percentiles is shown those, which a histogram has not.
	private @Nullable NativeShape shape(Meter.Id id, DistributionStatisticConfig config) {
		NativeHistograms natives = this.natives;
		double[] percentiles = config.getPercentiles();
		return (natives == null || (percentiles != null && percentiles.length > 0)
				|| !natives.meters().test(id.getName())) ? null : this.shape;
	}

	void natives(NativeHistograms natives) {
		this.shape = natives.shape();
		this.natives = natives;
	}

	boolean hasClassicToo() {
		NativeHistograms natives = this.natives;
		return natives != null && natives.classicToo();
	}

	boolean hasExemplars() {
		return this.exemplars != null;
	}

	private @Nullable ExemplarSampler sampler(DistributionStatisticConfig config) {
		return (this.exemplars != null) ? this.exemplars.of(bounds(config)) : null;
	}

	// Those of one family are the same.
	private Bounds bounds(DistributionStatisticConfig config) {
		return this.bounds.computeIfAbsent(Bounds.of(config), Function.identity());
	}

}
