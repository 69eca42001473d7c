package io.sightglass.registry.internal.scrape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Meters of all kinds with odd names, tags and values, by a seed.
 */
final class RandomMeters {

	private static final List<String> NAMES = List.of("a", "a.b", "a_b", "b.total", "c.info", "d.seconds", "e:f", "9x",
			"ü.ö", "a.max", "t", "t.seconds.max", "z.created", "h.bucket", "x.y.z", "jvm.memory.used", "_u", "s");

	private static final List<String> MEETING = List.of("a", "a.max", "t", "t.seconds.max");

	private static final List<String> KEYS = List.of("k", "k.x", "k_x", "key-1", "__r", "9k", "ß", "c:d", "le", "Z",
			"quantile");

	private static final List<String> VALUES = List.of("", "v", "w", "a\nb", "\"q\"", "\\", "ü", "\uD83D\uDE00",
			"\uD83D", "x y", "{}", "v1", "v10", "v2");

	private static final double[] AMOUNTS = { 0, 1, 0.5, 3, 1e7, 12345678, 1e-4, 0.1, 1e16, 123456.789,
			Double.POSITIVE_INFINITY, 7, 1e9 };

	private final Random random;

	private final MeterRegistry registry;

	RandomMeters(long seed, MeterRegistry registry) {
		this.random = new Random(seed);
		this.registry = registry;
	}

	/**
	 * Adds a meter, uses one, or takes one away.
	 */
	void step() {
		int dice = this.random.nextInt(100);
		List<Meter> all = this.registry.getMeters();
		if (dice < 12 && !all.isEmpty()) {
			this.registry.remove(one(all));
		}
		else if (dice < 13) {
			this.registry.clear();
		}
		else if (dice < 40 && !all.isEmpty()) {
			use(one(all));
		}
		else {
			try {
				use(add());
			}
			catch (IllegalArgumentException ignored) {
				// of another kind, or with two equal tags
			}
		}
	}

	private void use(Meter meter) {
		for (int i = this.random.nextInt(4); i > 0; i--) {
			double amount = AMOUNTS[this.random.nextInt(AMOUNTS.length)];
			if (meter instanceof Counter counter) {
				counter.increment(amount);
			}
			else if (meter instanceof Timer timer) {
				timer.record((long) (amount * 1e6) >> 4, TimeUnit.NANOSECONDS);
			}
			else if (meter instanceof DistributionSummary summary) {
				summary.record(amount);
			}
			else if (meter instanceof LongTaskTimer tasks) {
				tasks.start();
			}
		}
	}

	private Meter add() {
		String name = one(NAMES);
		// Which description a family has where two meet is not defined.
		String help = MEETING.contains(name) ? null : this.random.nextBoolean() ? null : "of " + one(VALUES);
		String unit = one(List.of("bytes", "", "seconds", "1/s"));
		Tags tags = tags();
		double value = one(List.of(1.0, -1.0, 0.25, Double.NaN, Double.NEGATIVE_INFINITY, 1e300, -0.0));
		return switch (this.random.nextInt(12)) {
			case 0, 1 -> Counter.builder(name)
				.tags(tags)
				.description(help)
				.baseUnit(unit.isEmpty() ? null : unit)
				.register(this.registry);
			case 2 -> Gauge.builder(name, () -> value)
				.tags(tags)
				.description(help)
				.baseUnit(unit.isEmpty() ? null : unit)
				.strongReference(true)
				.register(this.registry);
			case 3 -> TimeGauge.builder(name, () -> value, TimeUnit.MILLISECONDS)
				.tags(tags)
				.description(help)
				.strongReference(true)
				.register(this.registry);
			case 4 -> FunctionCounter.builder(name, this, (any) -> Math.abs(value)).tags(tags).register(this.registry);
			case 5 -> FunctionTimer.builder(name, this, (any) -> 3, (any) -> value, TimeUnit.DAYS)
				.tags(tags)
				.description(help)
				.register(this.registry);
			case 6 -> LongTaskTimer.builder(name)
				.tags(tags)
				.publishPercentileHistogram(this.random.nextInt(4) == 0)
				.register(this.registry);
			case 7 -> Meter.builder(name, Meter.Type.OTHER, measurements()).tags(tags).register(this.registry);
			case 8, 9 -> summary(name, tags, help);
			default -> timer(name, tags, help);
		};
	}

	private Timer timer(String name, Tags tags, @Nullable String help) {
		Timer.Builder timer = Timer.builder(name).tags(tags).description(help);
		switch (this.random.nextInt(6)) {
			case 0 -> timer.publishPercentileHistogram();
			case 1 -> timer.publishPercentiles(0.95, 0.5, 1);
			case 2, 3 -> timer.serviceLevelObjectives(Duration.ofMillis(3), Duration.ofNanos(1), Duration.ofSeconds(2));
			default -> timer.distributionStatisticExpiry(Duration.ofMinutes(1));
		}
		return timer.register(this.registry);
	}

	private DistributionSummary summary(String name, Tags tags, @Nullable String help) {
		DistributionSummary.Builder summary = DistributionSummary.builder(name).tags(tags).description(help);
		switch (this.random.nextInt(5)) {
			case 0 -> summary.publishPercentileHistogram().maximumExpectedValue(1e6);
			case 1 -> summary.publishPercentiles(0.5);
			case 2 -> summary.serviceLevelObjectives(1, 2.5, 1e9, Double.POSITIVE_INFINITY);
			case 3 -> summary.serviceLevelObjectives(1e-3, 7).scale(3);
			default -> summary.baseUnit("bytes");
		}
		return summary.register(this.registry);
	}

	private List<Measurement> measurements() {
		List<Measurement> all = new ArrayList<>();
		for (Statistic statistic : Statistic.values()) {
			if (this.random.nextInt(3) == 0) {
				all.add(new Measurement(() -> 2.0, statistic));
			}
		}
		return all;
	}

	private Tags tags() {
		Tags tags = Tags.empty();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			// Now and then the keys that make a whole family fail.
			int bound = (this.random.nextInt(20) == 0) ? KEYS.size() : KEYS.size() - 3;
			tags = tags.and(KEYS.get(this.random.nextInt(bound)), one(VALUES));
		}
		return tags;
	}

	private <T> T one(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

}
