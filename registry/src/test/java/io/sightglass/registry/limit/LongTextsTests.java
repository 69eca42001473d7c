package io.sightglass.registry.limit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.tag.ScrapeLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

class LongTextsTests {

	private static final String LONG = "a".repeat(301);

	static Stream<PrometheusMeterRegistry> registries() {
		PrometheusMeterRegistry stock = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		SeriesLimiter limiter = new SeriesLimiter(SeriesLimits.DEFAULT, "");
		stock.config().meterFilter(limiter);
		limiter.bindTo(stock);
		return Stream.of(new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT), stock);
	}

	@ParameterizedTest
	@MethodSource("registries")
	void everyTextOfEveryMeterKeepsToWhatPrometheusIsSetToTake(PrometheusMeterRegistry registry) {
		for (String text : List.of(LONG, "\uFFFD".repeat(199), "ü".repeat(160), "😀".repeat(80), "\uD83D".repeat(150),
				"\"\\\n".repeat(120), "x".repeat(5000))) {
			registerAll(registry, text, Tags.of("path", text));
			registerAll(registry, "short" + text.length(), Tags.of(text, "v"));
			registerAll(registry, "plain" + text.length(), Tags.of("k", "v"));
		}
		Tags many = Tags.empty();
		for (int i = 0; i < 100; i++) {
			many = many.and("k" + i, "v");
		}
		registerAll(registry, "many", many);
		String scrape = registry.scrape();
		scrape.lines().filter((line) -> !line.startsWith("#")).forEach(LongTextsTests::keepsLimits);
		assertThat(scrape.lines().filter((line) -> line.startsWith("# HELP")))
			.allSatisfy((line) -> assertThat(bytes(line)).isLessThan(2 * ScrapeLimits.DESCRIPTION_BYTES));
	}

	private static void registerAll(PrometheusMeterRegistry registry, String name, Tags tags) {
		String text = LONG.repeat(10);
		String unit = "u".repeat(70);
		AtomicInteger one = new AtomicInteger(1);
		Counter.builder(name + ".c").description(text).baseUnit(unit).tags(tags).register(registry).increment();
		registry.counter(name + ".c2", tags).increment();
		Timer.builder(name + ".t")
			.publishPercentileHistogram()
			.tags(tags)
			.register(registry)
			.record(Duration.ofMillis(3));
		DistributionSummary.builder(name + ".s")
			.publishPercentiles(0.5)
			.baseUnit(unit)
			.tags(tags)
			.register(registry)
			.record(1);
		Gauge.builder(name + ".g", one, AtomicInteger::get).description(text).tags(tags).register(registry);
		TimeGauge.builder(name + ".tg", one, SECONDS, AtomicInteger::get).tags(tags).register(registry);
		LongTaskTimer.builder(name + ".l").tags(tags).register(registry).start();
		FunctionCounter.builder(name + ".fc", one, AtomicInteger::get).tags(tags).register(registry);
		FunctionTimer.builder(name + ".ft", one, AtomicInteger::get, AtomicInteger::get, SECONDS)
			.tags(tags)
			.register(registry);
		Meter.builder(name + ".m", Meter.Type.OTHER, List.of(new Measurement(() -> 1.0, Statistic.VALUE)))
			.tags(tags)
			.register(registry);
	}

	private static void keepsLimits(String line) {
		int open = line.indexOf('{');
		assertThat(bytes((open < 0) ? line.substring(0, line.indexOf(' ')) : line.substring(0, open)))
			.isLessThanOrEqualTo(ScrapeLimits.PROMETHEUS_LABEL_VALUE);
		if (open < 0) {
			return;
		}
		String[] parts = line.substring(open + 1, line.lastIndexOf('}')).split("(?<=[^\\\\](\\\\\\\\)?)\",|^,", -1);
		assertThat(parts.length).isLessThanOrEqualTo(ScrapeLimits.TAGS + 1);
		for (String part : parts) {
			int equal = part.indexOf("=\"");
			assertThat(bytes(part.substring(0, equal))).isLessThanOrEqualTo(ScrapeLimits.PROMETHEUS_LABEL_NAME);
			String value = part.substring(equal + 2).replaceAll("\\\\(.)", "x").replaceAll("\"$", "");
			assertThat(bytes(value)).isLessThanOrEqualTo(ScrapeLimits.PROMETHEUS_LABEL_VALUE);
		}
	}

	private static int bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	@ParameterizedTest
	@MethodSource("registries")
	void whatIsCutStaysApartAndIsCounted(PrometheusMeterRegistry registry) {
		for (int i = 0; i < 3; i++) {
			registry.counter("tok", "path", LONG + "Aa").increment();
			registry.counter("tok", "path", LONG + "BB").increment();
		}
		assertThat(registry.find("tok").counters()).extracting(Counter::count).containsExactly(3.0, 3.0);
		assertThat(registry.get("sightglass.series.cut").tags("meter", "tok", "what", "value").counter().count())
			.isGreaterThanOrEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("registries")
	void whatNobodyShouldRememberIsOtherOrNotThere(PrometheusMeterRegistry registry) {
		for (int i = 0; i < 10; i++) {
			registry.counter("tok", "path", "b".repeat(10_000) + i).increment();
			registry.counter("n".repeat(10_000) + i).increment();
			registry.counter("key", "n".repeat(10_000) + i, "v").increment();
			registry.counter("two", "a", "b".repeat(10_000) + i, "country", "c" + i).increment();
			registry.timer("n".repeat(10_000) + i, "a", "" + i).record(1, SECONDS);
		}
		assertThat(registry.find("tok").counters()).singleElement().satisfies((counter) -> {
			assertThat(counter.getId().getTag("path")).isEqualTo("other");
			assertThat(counter.count()).isEqualTo(10);
		});
		assertThat(registry.find("two").counters()).singleElement().satisfies((counter) -> {
			assertThat(counter.getId().getTags()).extracting(Tag::getValue).containsExactly("other", "other");
			assertThat(counter.count()).isEqualTo(10);
		});
		assertThat(registry.scrape()).doesNotContain("nnn").doesNotContain("too_long");
	}

	@ParameterizedTest
	@MethodSource("registries")
	void halfOfAPairInAUnitTakesNoFamilyAway(PrometheusMeterRegistry registry) {
		Counter.builder("half").baseUnit("a\ud800").register(registry).increment();
		Counter.builder("half").baseUnit("a\ud800").tag("k", "v").register(registry).increment();
		assertThat(registry.scrape().lines().filter((line) -> line.startsWith("half_a"))).isNotEmpty();
		assertThat(registry.find("sightglass.failures").counters()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("registries")
	void whatFitsStaysAsItIs(PrometheusMeterRegistry registry) {
		String fits = "ü".repeat(ScrapeLimits.VALUE_BYTES / 2);
		registry.counter("n".repeat(ScrapeLimits.NAME_BYTES), "k".repeat(ScrapeLimits.KEY_BYTES), fits).increment();
		assertThat(registry.getMeters()).map(Meter::getId)
			.filteredOn((id) -> id.getName().startsWith("nnn"))
			.singleElement()
			.satisfies(
					(id) -> assertThat(id.getTags()).containsExactly(Tag.of("k".repeat(ScrapeLimits.KEY_BYTES), fits)));
		assertThat(registry.find("sightglass.series.cut").counters()).isEmpty();
	}

	@Test
	void aFilterAndAConventionThatComeLateMakeNoneLonger() {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		registry.counter("early");
		registry.config().meterFilter(new MeterFilter() {
			@Override
			public Meter.Id map(Meter.Id id) {
				return id.withName(LONG + id.getName()).withTag(Tag.of("late", LONG));
			}
		}).namingConvention(new NamingConvention() {
			@Override
			public String name(String name, Meter.Type type, @Nullable String baseUnit) {
				return LONG + NamingConvention.snakeCase.name(name, type, baseUnit);
			}

			@Override
			public String tagKey(String key) {
				return LONG + key;
			}

			@Override
			public String tagValue(String value) {
				return LONG + value;
			}
		});
		registry.counter("c", "a", "b").increment();
		registry.counter("c", "a", "c").increment();
		registry.timer("t", "a", "b").record(1, SECONDS);
		List<String> lines = registry.scrape().lines().filter((line) -> !line.startsWith("#")).toList();
		assertThat(lines).hasSizeGreaterThan(5).allSatisfy(LongTextsTests::keepsLimits).doesNotHaveDuplicates();
	}

}
