package io.sightglass.registry.limit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

class ScrapeSizeTests {

	private static final int SAMPLES = 2000;

	private static final int BYTES = 200_000;

	private static final AtomicInteger ONE = new AtomicInteger(1);

	static Stream<PrometheusMeterRegistry> registries() {
		return registries(new SeriesLimits(100, 10_000, Map.of(), List.of(), SAMPLES, 1 << 30));
	}

	static Stream<PrometheusMeterRegistry> narrowRegistries() {
		return registries(new SeriesLimits(100, 10_000, Map.of(), List.of(), 1_000_000, BYTES));
	}

	private static Stream<PrometheusMeterRegistry> registries(SeriesLimits limits) {
		PrometheusMeterRegistry stock = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		SeriesLimiter limiter = new SeriesLimiter(limits, "");
		stock.config().meterFilter(limiter);
		limiter.bindTo(stock);
		return Stream.of(new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, limits), stock);
	}

	@ParameterizedTest
	@MethodSource("registries")
	void theSamplesOfAllMetersKeepToTheLimitAndEveryCountIsThere(PrometheusMeterRegistry registry) {
		fill(registry, 20_000);
		assertThat(samples(registry)).isBetween(SAMPLES * 9L / 10, SAMPLES + 50L);
		assertThat(counted(registry)).isEqualTo(20_000);
	}

	@ParameterizedTest
	@MethodSource("narrowRegistries")
	void theBytesOfAllMetersKeepToTheLimitAndEveryCountIsThere(PrometheusMeterRegistry registry) throws IOException {
		fill(registry, 20_000);
		for (String accept : List.of("text/plain", "application/openmetrics-text; version=1.0.0")) {
			ByteArrayOutputStream scrape = new ByteArrayOutputStream();
			registry.scrape(scrape, accept);
			assertThat(scrape.size()).isBetween(BYTES / 3, BYTES);
		}
		assertThat(counted(registry)).isEqualTo(20_000);
	}

	private static void fill(MeterRegistry registry, int recordings) {
		Random random = new Random(7);
		for (int i = 0; i < recordings; i++) {
			Tags tags = Tags.of("a", "v" + random.nextInt(300), "b", "\"\\".repeat(random.nextInt(20)));
			registry.counter("orders." + i % 10, tags).increment();
			Timer.builder("order.time")
				.serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(5))
				.tags(tags)
				.register(registry)
				.record(Duration.ofMillis(2));
		}
	}

	private static double counted(MeterRegistry registry) {
		long timed = registry.find("order.time").timers().stream().mapToLong(Timer::count).sum();
		double counted = IntStream.range(0, 10)
			.mapToObj((i) -> registry.find("orders." + i).counters())
			.flatMap(java.util.Collection::stream)
			.mapToDouble(Counter::count)
			.sum();
		assertThat(timed).isEqualTo((long) counted);
		return counted;
	}

	@ParameterizedTest
	@MethodSource("registries")
	void namesWithoutEndAreLeftOutAndCounted(PrometheusMeterRegistry registry) {
		for (int i = 0; i < 3 * SAMPLES; i++) {
			registry.counter("name." + i).increment();
			registry.gauge("gauge", Tags.of("i", "" + i), ONE);
		}
		assertThat(samples(registry)).isBetween(SAMPLES * 9L / 10, SAMPLES * 9L / 10 + 50);
		double refused = registry.get("sightglass.series.refused")
			.counters()
			.stream()
			.mapToDouble(Counter::count)
			.sum();
		assertThat(refused).isGreaterThan(4 * SAMPLES);
		assertThat(registry.get("sightglass.series.refused").counters()).hasSizeLessThan(5);
	}

	@ParameterizedTest
	@MethodSource("registries")
	void namesWithoutEndLeaveOthersAPlace(PrometheusMeterRegistry registry) {
		for (int i = 0; i < 3 * SAMPLES; i++) {
			registry.counter("name." + i).increment();
			registry.counter("orders", "customer", "c" + i).increment();
		}
		assertThat(registry.find("orders").counters().stream().mapToDouble(Counter::count).sum())
			.isEqualTo(3 * SAMPLES);
	}

	@Test
	void aMeterOfTheApplicationsIsNotReadWhenItIsRegistered() {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		AtomicInteger read = new AtomicInteger();
		Meter.builder("own", Meter.Type.OTHER, () -> {
			read.incrementAndGet();
			return List.of(new Measurement(() -> 1.0, Statistic.VALUE)).iterator();
		}).register(registry);
		assertThat(read).hasValue(0);
	}

	@ParameterizedTest
	@MethodSource("registries")
	void whatLeavesMakesRoom(PrometheusMeterRegistry registry) {
		for (int round = 0; round < 5; round++) {
			fillAllKinds(registry, 3 * SAMPLES);
			assertThat(samples(registry)).isBetween(SAMPLES * 9L / 10 - 50, SAMPLES * 9L / 10 + 100);
			registry.getMeters()
				.stream()
				.filter((meter) -> !meter.getId().getName().startsWith("sightglass"))
				.forEach(registry::remove);
			registry.counter("after." + round).increment();
			assertThat(registry.get("after." + round).counter().count()).isEqualTo(1);
		}
	}

	private static void fillAllKinds(MeterRegistry registry, int meters) {
		for (int i = 0; i < meters; i++) {
			Tags tags = Tags.of("i", "" + i);
			switch (i % 8) {
				case 0 -> registry.gauge("g" + i, tags, ONE);
				case 1 -> registry.timer("t" + i, tags).record(1, SECONDS);
				case 2 ->
					DistributionSummary.builder("s" + i).publishPercentiles(0.5, 0.9).tags(tags).register(registry);
				case 3 -> LongTaskTimer.builder("l" + i).publishPercentileHistogram().tags(tags).register(registry);
				case 4 -> FunctionCounter.builder("fc" + i, ONE, AtomicInteger::get).tags(tags).register(registry);
				case 5 -> FunctionTimer.builder("ft" + i, ONE, AtomicInteger::get, AtomicInteger::get, SECONDS)
					.tags(tags)
					.register(registry);
				case 6 ->
					Meter
						.builder("m" + i, Meter.Type.OTHER,
								List.of(new Measurement(() -> 1.0, Statistic.VALUE),
										new Measurement(() -> 1.0, Statistic.MAX)))
						.tags(tags)
						.register(registry);
				default -> registry.counter("c" + i, tags).increment();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatAFilterAcceptsIsBoundedToo(boolean accepted) {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new SeriesLimits(100, 10_000, Map.of(), List.of(), SAMPLES, 1 << 30));
		if (accepted) {
			registry.config().meterFilter(MeterFilter.acceptNameStartsWith("g"));
		}
		for (int i = 0; i < 3 * SAMPLES; i++) {
			registry.gauge("gauge", Tags.of("i", "" + i), ONE);
		}
		assertThat(samples(registry)).isLessThan(SAMPLES + 50L);
	}

	@Test
	void namesThatComeAndGoLeaveNothing() {
		SeriesLimits limits = SeriesLimits.DEFAULT;
		AllSeries all = new AllSeries(limits, new BoundedTags(limits), new LimitCounters(""));
		MeterRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		all.watch(registry);
		for (int i = 0; i < 5000; i++) {
			String name = "name." + i;
			all.of(name).bound(new Meter.Id(name, Tags.of("a", "b"), null, null, Meter.Type.COUNTER));
			registry.remove(registry.counter(name, "a", "b"));
		}
		assertThat(IntStream.range(0, 5000).filter((i) -> all.get("name." + i) != null).count()).isLessThan(1100);
		assertThat(all.isFull()).isFalse();
	}

	@Test
	void aLimiterOfTwoRegistriesAddsThemNotUp() {
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(100, 10_000, Map.of(), List.of(), SAMPLES, 1 << 30),
				"");
		List<PrometheusMeterRegistry> both = List.of(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
				new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
		both.forEach((registry) -> {
			registry.config().meterFilter(limiter);
			limiter.bindTo(registry);
		});
		for (int i = 0; i < SAMPLES * 8 / 10; i++) {
			String name = "name." + i;
			both.forEach((registry) -> registry.counter(name).increment());
		}
		assertThat(both).allSatisfy((registry) -> assertThat(samples(registry)).isGreaterThan(SAMPLES * 8 / 10));
	}

	private static long samples(PrometheusMeterRegistry registry) {
		String scrape = registry.scrape();
		assertThat(scrape.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(0);
		return scrape.lines().filter((line) -> !line.startsWith("#")).count();
	}

}
