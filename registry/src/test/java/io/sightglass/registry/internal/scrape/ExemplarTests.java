package io.sightglass.registry.internal.scrape;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exemplars of the registry: against Micrometer's after the same recordings, and in its
 * text against the client library's writer.
 */
class ExemplarTests {

	private static final String ANYWHERE = "io.prometheus.exporter.exemplarsOnAllMetricTypes";

	private static final String OPEN_METRICS = ScrapeFormat.OPEN_METRICS.contentType();

	private final Spans spans = new Spans();

	@BeforeAll
	static void beQuiet() {
		((Logger) LoggerFactory.getLogger("io.micrometer")).setLevel(Level.ERROR);
		((Logger) LoggerFactory.getLogger(FastScrape.class)).setLevel(Level.ERROR);
	}

	@Test
	void areMicrometersAfterTheSameRecordings() {
		// Each sampler takes what comes first, and then nothing more for an hour.
		PrometheusConfig config = Scene.config(Map.of("io.prometheus.exemplars.sampleIntervalMilliseconds", "3600000"));
		int exemplars = 0;
		for (int seed = 0; seed < 50; seed++) {
			MockClock clock = new MockClock();
			PrometheusMeterRegistry ours = new SightglassPrometheusRegistry(config, new PrometheusRegistry(), clock, "",
					null, this.spans);
			PrometheusMeterRegistry micrometers = new PrometheusMeterRegistry(config, new PrometheusRegistry(), clock,
					this.spans);
			for (int i = 0; i < 60; i++) {
				long step = 1000L * seed + i;
				record(new Random(step), ours);
				record(new Random(step), micrometers);
			}
			String text = withoutTimestamps(ours.scrape(OPEN_METRICS));
			assertThat(text.lines().filter(ExemplarTests::isWhole)).as("seed " + seed)
				.containsExactlyElementsOf(withoutTimestamps(micrometers.scrape(OPEN_METRICS)).lines()
					.filter(ExemplarTests::isWhole)
					.toList());
			exemplars += text.split(" # \\{span_id=").length - 1;
		}
		assertThat(exemplars).isGreaterThan(200);
	}

	private void record(Random random, MeterRegistry registry) {
		this.spans.next(random);
		String tag = "t" + random.nextInt(3);
		switch (random.nextInt(6)) {
			case 0 -> registry.counter("c", "k", tag).increment();
			case 1 -> registry.counter("c", "k", tag).increment(random.nextInt(5));
			case 2 ->
				Timer.builder("t").tag("k", tag).register(registry).record(Duration.ofMillis(random.nextInt(300)));
			case 3 -> Timer.builder("h")
				.serviceLevelObjectives(Duration.ofMillis(30), Duration.ofMillis(100))
				.tag("k", tag)
				.register(registry)
				.record(Duration.ofMillis(random.nextInt(300)));
			case 4 -> DistributionSummary.builder("s")
				.serviceLevelObjectives(10, 20)
				.scale(2)
				.tag("k", tag)
				.register(registry)
				.record(random.nextInt(20));
			default -> DistributionSummary.builder("p").tag("k", tag).register(registry).record(random.nextInt(20));
		}
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "true, false", "false, true", "true, true" })
	void standInTheTextAsTheClientLibraryWritesThem(String anywhere, String created) {
		PrometheusConfig config = Scene.config(Map.of(ANYWHERE, anywhere, Scene.CREATED, created));
		for (int seed = 0; seed < 40; seed++) {
			MockClock clock = new MockClock();
			Scene scene = new Scene(clock, config, this.spans);
			RandomMeters meters = new RandomMeters(seed, scene.meters);
			Random random = new Random(seed);
			for (int scrape = 0; scrape < 8; scrape++) {
				for (int i = random.nextInt(12); i > 0; i--) {
					this.spans.next(random);
					meters.step();
				}
				clock.add(Duration.ofSeconds(5));
				String expected = client(scene);
				if (expected != null) {
					assertThat(scene.fast(ScrapeFormat.OPEN_METRICS, null)).as("seed " + seed).isEqualTo(expected);
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "true" })
	void areWrittenFast(String created) {
		this.spans.next(new Random(1));
		Scene scene = new Scene(Clock.SYSTEM, Scene.config(Map.of(ANYWHERE, "false", Scene.CREATED, created)),
				this.spans);
		this.spans.sampled = true;
		// More than one buffer, so that some stand where it ends.
		for (int i = 0; i < 2000; i++) {
			scene.meters.counter("c", "key", "value " + i).increment();
			Timer.builder("t")
				.publishPercentileHistogram()
				.tag("key", "value " + i % 100)
				.register(scene.meters)
				.record(Duration.ofMillis(i));
		}
		assertThat(scene.isAllFast()).isTrue();
		String text = scene.fast(ScrapeFormat.OPEN_METRICS, null);
		assertThat(text).isEqualTo(scene.client(ScrapeFormat.OPEN_METRICS, null));
		assertThat(text.split(" # \\{span_id=")).hasSizeGreaterThan(2000);
		assertThat(scene.fast(ScrapeFormat.TEXT, null)).doesNotContain("span_id");
	}

	@Test
	void standInWhatTheClientLibraryCollects() {
		this.spans.sampled = true;
		PrometheusMeterRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new PrometheusRegistry(), Clock.SYSTEM, "", Duration.ofHours(1), this.spans);
		registry.counter("c").increment();
		Timer.builder("t")
			.serviceLevelObjectives(Duration.ofSeconds(1))
			.register(registry)
			.record(Duration.ofMillis(250));
		registry.getPrometheusRegistry().scrape().forEach((family) -> {
			if (family instanceof CounterSnapshot counters) {
				assertThat(counters.getDataPoints().get(0).getExemplar().getLabels().get("trace_id"))
					.isEqualTo(this.spans.trace);
			}
			if (family instanceof HistogramSnapshot histograms) {
				assertThat(histograms.getDataPoints().get(0).getExemplars()).singleElement()
					.satisfies((one) -> assertThat(one.getValue()).isEqualTo(0.25));
			}
		});
		assertThat(this.spans.marked).isEqualTo(2);
	}

	@Test
	void aTracerThatThrowsIsCountedAndReachesNobody() {
		SpanContext broken = new Spans() {
			@Override
			public boolean isCurrentSpanSampled() {
				throw new LinkageError("as it should");
			}
		};
		PrometheusMeterRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new PrometheusRegistry(), Clock.SYSTEM, "", null, broken);
		registry.counter("c").increment();
		registry.timer("t").record(Duration.ofSeconds(1));
		assertThat(registry.scrape(OPEN_METRICS)).contains("\nc_total 1.0\n", "\nt_seconds_count 1\n",
				"\nsightglass_failures_total{family=\"exemplars\"} 2.0");
	}

	private static @Nullable String client(Scene scene) {
		try {
			return scene.client(ScrapeFormat.OPEN_METRICS, null);
		}
		catch (RuntimeException refused) {
			// It fails as a whole where two families meet with the same labels.
			return null;
		}
	}

	private static String withoutTimestamps(String text) {
		UnaryOperator<String> line = (each) -> each.replaceFirst("( # \\{.*} \\S+) .*", "$1");
		return String.join("\n", text.lines().map(line).toList());
	}

	// Micrometer compares with a bound what ours compares as it is, and sums differ in
	// their last digits.
	private static boolean isWhole(String line) {
		return !line.contains("_sum{");
	}

	private static class Spans implements SpanContext {

		private String trace = "0af7651916cd43dd8448eb211c80319c";

		private String span = "b7ad6b7169203331";

		private boolean sampled;

		private int marked;

		void next(Random random) {
			// No tracer has the other ones.
			this.trace = (random.nextInt(10) > 0) ? "%032x".formatted(random.nextLong()) : "a\"\\\n\u00e4";
			this.span = "%016x".formatted(random.nextLong());
			this.sampled = random.nextInt(4) > 0;
		}

		@Override
		public String getCurrentTraceId() {
			return this.trace;
		}

		@Override
		public String getCurrentSpanId() {
			return this.span;
		}

		@Override
		public boolean isCurrentSpanSampled() {
			return this.sampled;
		}

		@Override
		public void markCurrentSpanAsExemplar() {
			this.marked++;
		}

	}

}
