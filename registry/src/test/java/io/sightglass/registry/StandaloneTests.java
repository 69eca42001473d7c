package io.sightglass.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.sightglass.registry.limit.SeriesLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The registry of one line, without anything around it.
 */
class StandaloneTests {

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);

	@AfterEach
	void close() {
		this.registry.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { PrometheusTextFormatWriter.CONTENT_TYPE, OpenMetricsTextFormatWriter.CONTENT_TYPE, "*/*",
			"application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.3" })
	void writesWhatMicrometersWrites(String accepted) throws IOException {
		PrometheusMeterRegistry stock = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		for (PrometheusMeterRegistry each : List.of(stock, this.registry)) {
			fill(each);
		}
		// The first scrape of a family is the client library's, the second is ours.
		for (int i = 0; i < 3; i++) {
			assertThat(withoutOwn(scrape(this.registry, accepted, null))).isEqualTo(scrape(stock, accepted, null));
			assertThat(withoutOwn(this.registry.scrape(accepted))).isEqualTo(stock.scrape(accepted));
			Set<String> names = Set.of("orders", "checkout_seconds");
			assertThat(scrape(this.registry, accepted, names)).isEqualTo(scrape(stock, accepted, names));
			assertThat(this.registry.scrape(accepted, names)).isEqualTo(stock.scrape(accepted, names));
		}
		assertThat(withoutOwn(this.registry.scrape())).isEqualTo(stock.scrape());
	}

	private static void fill(PrometheusMeterRegistry registry) {
		registry.counter("orders", "customer", "a \"b\"\n\\c").increment(2);
		Timer.builder("checkout").publishPercentileHistogram().register(registry).record(30, TimeUnit.MILLISECONDS);
		registry.summary("size", "kind", "é").record(17);
		Gauge.builder("open", () -> 0.1).description("Open\norders.").register(registry);
		FunctionCounter.builder("read", registry, (any) -> 5).baseUnit("bytes").register(registry);
	}

	@Test
	void keepsAHundredValuesOfATagAndLosesNothing() {
		for (int i = 0; i < 1000; i++) {
			this.registry.counter("orders", "customer", "c" + i).increment();
		}
		assertThat(this.registry.find("orders").counters()).hasSize(101);
		assertThat(this.registry.scrape()).contains("orders_total{customer=\"other\"} 900.0",
				"sightglass_series_folded_total{meter=\"orders\",tag=\"customer\"} 900.0", "\nsightglass_series ");
	}

	@Test
	void boundsWhatFiltersMakeThatAreAddedLater() {
		SightglassPrometheusRegistry bounded = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new SeriesLimits(3, 100));
		bounded.config()
			.meterFilter(MeterFilter.replaceTagValues("uri", (uri) -> uri.startsWith("/users/") ? "/users/{id}" : uri));
		bounded.config().meterFilter(MeterFilter.renameTag("requests", "uri", "path"));
		for (int i = 0; i < 50; i++) {
			bounded.counter("requests", "uri", "/users/" + i).increment();
			bounded.counter("requests", "uri", "/" + i).increment();
		}
		assertThat(bounded.scrape()).contains("requests_total{path=\"/users/{id}\"} 50.0",
				"requests_total{path=\"/0\"} 1.0", "requests_total{path=\"/1\"} 1.0",
				"requests_total{path=\"other\"} 48.0", "{meter=\"requests\",tag=\"path\"} 48.0");
	}

	@Test
	void hasNoMeterBeforeTheApplicationHasOne() {
		assertThat(this.registry.getMeters()).isEmpty();
		this.registry.config().commonTags("region", "eu");
		this.registry.counter("orders").increment();
		assertThat(this.registry.scrape()).contains("orders_total{region=\"eu\"} 1.0",
				"sightglass_series{region=\"eu\"} 2.0");
	}

	@Test
	void goesOnWithoutAMeterThatFailsAndCountsIt() {
		this.registry.counter("orders").increment();
		FunctionCounter.builder("broken", this, (any) -> {
			throw new IllegalStateException("no");
		}).register(this.registry);
		assertThat(this.registry.scrape()).contains("orders_total 1.0").doesNotContain("broken");
		assertThat(this.registry.scrape()).contains("sightglass_failures_total{family=\"registry\"}");
	}

	@Test
	void letsIdleSeriesLeave() throws InterruptedException {
		SightglassPrometheusRegistry leaving = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				SeriesLimits.DEFAULT, Duration.ofMillis(50), null);
		leaving.counter("orders", "customer", "gone").increment();
		for (int i = 0; i < 1000 && leaving.scrape().contains("gone"); i++) {
			System.gc();
			Thread.sleep(20);
		}
		assertThat(leaving.scrape()).doesNotContain("gone");
		// What is removed after it has left does not come back with its count.
		leaving.remove(new Meter.Id("orders", Tags.of("customer", "gone"), null, null, Meter.Type.COUNTER));
		assertThat(leaving.counter("orders", "customer", "gone").count()).isZero();
		leaving.close();
	}

	// The ids of those that became other are mapped once more when a composite removes
	// them.
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void placesAreFreeAgainInWhateverOrderMetersLeave(boolean foldedFirst) {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		SightglassPrometheusRegistry bounded = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new SeriesLimits(10, 100));
		composite.add(bounded);
		for (int day = 0; day < 6; day++) {
			List<Meter> all = new ArrayList<>();
			for (int i = 0; i < 30; i++) {
				Counter counter = composite.counter("orders", "customer", day + "/" + i);
				counter.increment();
				all.add(counter);
			}
			// One place may be waiting for a meter that never came.
			assertThat(bounded.find("orders").counters()).as("day " + day).hasSizeBetween(10, 11);
			if (foldedFirst) {
				Collections.reverse(all);
			}
			all.forEach(composite::remove);
		}
	}

	// Micrometer knows one kind of meter under a name and tags, which "other" must not
	// bring together.
	@Test
	void severalKindsOfOneNameHaveNoOtherInCommon() {
		this.registry.gauge("queue", Tags.of("name", "other"), 1);
		for (int i = 0; i < 150; i++) {
			this.registry.timer("job", "name", "t" + i).record(1, TimeUnit.SECONDS);
			this.registry.counter("job", "name", "c" + i).increment();
			this.registry.summary("job", "name", "s" + i).record(1);
			LongTaskTimer.builder("job").tag("name", "l" + i).register(this.registry).start();
			this.registry.counter("queue", "name", "c" + i).increment();
			Counter.builder("queue").tag("name", "b" + i).register(this.registry).increment();
		}
		assertThat(this.registry.find("job").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(150);
		assertThat(this.registry.find("job").timers().stream().mapToLong(Timer::count).sum()).isEqualTo(150);
		assertThat(this.registry.find("job").summaries().stream().mapToLong(DistributionSummary::count).sum())
			.isEqualTo(150);
		assertThat(this.registry.find("job").longTaskTimers().stream().mapToInt(LongTaskTimer::activeTasks).sum())
			.isEqualTo(150);
		assertThat(this.registry.find("queue").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(300);
		assertThat(this.registry.find("job").meters()).hasSize(4 * 101);
	}

	@Test
	void refusesWhatCannotBeWaitedFor() {
		for (Duration never : List.of(Duration.ZERO, Duration.ofSeconds(-5), Duration.ofSeconds(Long.MAX_VALUE))) {
			assertThatIllegalArgumentException().isThrownBy(
					() -> new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, SeriesLimits.DEFAULT, never, null))
				.withMessageContaining(never.toString());
		}
	}

	@Test
	void refusesLimitsOfNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SeriesLimits(0, 1)).withMessageContaining("tag: 0");
		assertThatIllegalArgumentException().isThrownBy(() -> new SeriesLimits(1, -1))
			.withMessageContaining("meter: -1");
		assertThatIllegalArgumentException().isThrownBy(() -> new SeriesLimits(1, 1, Map.of("orders.customer", 0)))
			.withMessageContaining("orders.customer: 0");
		for (String nothing : List.of("", "ab", ".ab", "ab.")) {
			assertThatIllegalArgumentException().isThrownBy(() -> new SeriesLimits(1, 1, Map.of(nothing, 1)))
				.withMessageContaining("'" + nothing + "'");
		}
	}

	private static String scrape(PrometheusMeterRegistry registry, String accepted, @Nullable Set<String> names)
			throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		if (names != null) {
			registry.scrape(out, accepted, names);
		}
		else {
			registry.scrape(out, accepted);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

	private static String withoutOwn(String scrape) {
		return scrape.lines()
			.filter((line) -> !line.matches("(# (HELP|TYPE) )?sightglass_.*"))
			.collect(Collectors.joining("\n", "", "\n"));
	}

}
