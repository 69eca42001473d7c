package io.sightglass.meters.set;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.micrometer.core.instrument.noop.NoopDistributionSummary;
import io.micrometer.core.instrument.noop.NoopTimer;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Registers the meters of one method. Where the registry refuses, the failure is counted
 * and the caller has a meter that does nothing.
 */
final class SetRegistrar {

	private static final double NANOS = 1e9;

	private final Instruments instruments;

	private final SetMeter meter;

	private final String name;

	private final Sampler sampler;

	SetRegistrar(Instruments instruments, SetMeter meter, String name, Sampler sampler) {
		this.instruments = instruments;
		this.meter = meter;
		this.name = name;
		this.sampler = sampler;
	}

	Counter counter(String... values) {
		return register(values,
				(tags) -> Counter.builder(this.name)
					.description(this.meter.spec().description())
					.baseUnit(this.meter.getBaseUnit())
					.tags(tags)
					.register(registry()),
				NoopCounter::new);
	}

	GaugeLevel level(String... values) {
		return register(values, (tags) -> {
			SettableLevel level = new SettableLevel();
			Gauge
				.builder(this.name, level,
						this.instruments.failures().guarded(this.meter.getName(), SettableLevel::value, Double.NaN))
				.description(this.meter.spec().description())
				.baseUnit(this.meter.getBaseUnit())
				.tags(tags)
				.strongReference(true)
				.register(registry());
			return level;
		}, (id) -> GaugeLevel.NONE);
	}

	Timer timer(String... values) {
		return register(values,
				(tags) -> Timer.builder(this.name)
					.description(this.meter.spec().description() + this.sampler.remark())
					.tags(tags)
					.publishPercentileHistogram(this.meter.histogram() ? true : null)
					.publishPercentiles(doubles(this.meter.percentiles()))
					.serviceLevelObjectives(durations(this.meter.objectives()))
					.register(registry()),
				NoopTimer::new);
	}

	DistributionSummary summary(String... values) {
		return register(values,
				(tags) -> DistributionSummary.builder(this.name)
					.description(this.meter.spec().description() + this.sampler.remark())
					.baseUnit(this.meter.getBaseUnit())
					.tags(tags)
					.publishPercentileHistogram(this.meter.histogram() ? true : null)
					.publishPercentiles(doubles(this.meter.percentiles()))
					.serviceLevelObjectives(doubles(this.meter.objectives()))
					.register(registry()),
				NoopDistributionSummary::new);
	}

	private <M> M register(String[] values, Function<Tags, M> registration, Function<Meter.Id, M> fallback) {
		Tags tags = tags(values);
		try {
			return Objects.requireNonNull(registration.apply(tags));
		}
		catch (Throwable ex) {
			this.instruments.failures().record(this.meter.getName(), ex);
			return fallback.apply(new Meter.Id(this.name, tags, this.meter.getBaseUnit(), null, this.meter.getType()));
		}
	}

	private Tags tags(String[] values) {
		List<String> keys = this.meter.spec().keys();
		Tag[] tags = new Tag[values.length];
		for (int i = 0; i < values.length; i++) {
			tags[i] = Tag.of(keys.get(i), values[i]);
		}
		return this.meter.fixed().and(tags);
	}

	private MeterRegistry registry() {
		return this.instruments.registry();
	}

	// Null leaves the choice to the filters that configure histograms.
	private static double @Nullable [] doubles(List<Double> values) {
		return values.isEmpty() ? null : values.stream().mapToDouble(Double::doubleValue).toArray();
	}

	private static Duration @Nullable [] durations(List<Double> seconds) {
		return seconds.isEmpty() ? null
				: seconds.stream().map((bound) -> Duration.ofNanos(Math.round(bound * NANOS))).toArray(Duration[]::new);
	}

}
