package io.sightglass.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.config.PrometheusPropertiesLoader;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.sightglass.registry.internal.scrape.FastScrape;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import io.sightglass.registry.internal.text.ScrapeFormat;
import io.sightglass.registry.limit.SeriesLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a series began that is idle, leaves and comes back: it goes on where it stood, and
 * has begun where it did. A later beginning would say that its count was zero then.
 */
class CreatedTimestampsTests {

	private static final Duration IDLE = Duration.ofMinutes(10);

	private final MockClock clock = new MockClock();

	private final ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
	});

	private final PrometheusConfig config = new Created();

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(this.config, this.collectors,
			this.clock, "", IDLE, null);

	private final FastScrape fast = new FastScrape(this.collectors, this.config.prometheusProperties());

	@BeforeEach
	void begin() {
		this.collectors.watch(this.registry, this.config);
		this.clock.addSeconds(1000);
		record();
	}

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	void staysWhileNobodyRecords() {
		String before = scrape();
		assertThat(before).contains("requests_created{tenant=\"a\"} 1000.001", "time_seconds_created 1000.001",
				"size_created 1000.001");
		Meter first = this.registry.get("requests").counter();
		for (int i = 0; i < 2; i++) {
			this.clock.add(IDLE.plusSeconds(1));
			this.registry.expiry().sweep();
		}
		// They were renewed, to see who holds the old ones.
		assertThat(this.registry.get("requests").counter()).isNotSameAs(first);
		assertThat(scrape().lines().filter((line) -> !line.contains("_max ")))
			.containsExactlyElementsOf(before.lines().filter((line) -> !line.contains("_max ")).toList());
	}

	@Test
	void staysWhatItWasWhenASeriesComesBack() {
		idle(() -> !scrape().contains("tenant"));
		record();
		scrape();
		this.clock.addSeconds(1);
		assertThat(scrape()).contains("requests_total{tenant=\"a\"} 2.0", "requests_created{tenant=\"a\"} 1000.001",
				"time_seconds_count 2", "time_seconds_created 1000.001", "size_created 1000.001");
	}

	@Test
	void isAnotherOneOfAnotherMeter() {
		scrape();
		this.clock.addSeconds(5);
		this.registry.clear();
		record();
		assertThat(scrape()).contains("requests_total{tenant=\"a\"} 1.0", "requests_created{tenant=\"a\"} 1005.001",
				"time_seconds_created 1005.001", "size_created 1005.001");
	}

	@Test
	void standsBesideExemplarsWithoutSpring() {
		SightglassPrometheusRegistry traced = new SightglassPrometheusRegistry(this.config, SeriesLimits.DEFAULT, null,
				new SampledSpan());
		traced.counter("requests").increment();
		Timer.builder("time")
			.serviceLevelObjectives(Duration.ofSeconds(5))
			.register(traced)
			.record(Duration.ofSeconds(3));
		// The first scrape of a family is the client library's, the second is ours.
		for (int i = 0; i < 3; i++) {
			for (ScrapeFormat format : ScrapeFormat.values()) {
				String text = traced.scrape(format.contentType());
				assertThat(text).isEqualTo(clients(traced, format))
					.contains("\ntime_seconds_created ", "\nrequests_created ");
			}
		}
		assertThat(traced.scrape(ScrapeFormat.OPEN_METRICS.contentType())).contains(
				"requests_total 1.0 # {span_id=\"b7ad6b7169203331\",trace_id=\"0af7651916cd43dd8448eb211c80319c\"} 1.0 ",
				"time_seconds_bucket{le=\"5.0\"} 1 # {span_id=\"b7ad6b7169203331\",");
		traced.close();
	}

	@SuppressWarnings("deprecation") // Before 1.5 there is no other way.
	private String clients(PrometheusMeterRegistry traced, ScrapeFormat format) {
		ExpositionFormats formats = ExpositionFormats
			.init(PrometheusPropertiesLoader.load(this.config.prometheusProperties()).getExporterProperties());
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			format.writer(formats).write(out, traced.getPrometheusRegistry().scrape());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

	private void record() {
		this.registry.counter("requests", "tenant", "a").increment();
		this.registry.timer("time").record(3, TimeUnit.SECONDS);
		this.registry.summary("size").record(2);
	}

	// The garbage collector says whether somebody holds a meter.
	private void idle(BooleanSupplier gone) {
		for (int i = 0; i < 50 && !gone.getAsBoolean(); i++) {
			this.clock.add(IDLE.plusSeconds(1));
			this.registry.expiry().sweep();
			System.gc();
			this.registry.expiry().sweep();
		}
		assertThat(gone.getAsBoolean()).isTrue();
	}

	private String scrape() {
		String text = "";
		for (ScrapeFormat format : ScrapeFormat.values()) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			try {
				this.fast.write(format, null, out);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			text = out.toString(StandardCharsets.UTF_8);
			assertThat(text).isEqualTo(this.registry.scrape(format.contentType()));
		}
		return text;
	}

	private static final class Created implements PrometheusConfig {

		@Override
		public @Nullable String get(String key) {
			return null;
		}

		@Override
		public Properties prometheusProperties() {
			Properties properties = new Properties();
			properties.setProperty("io.prometheus.exporter.includeCreatedTimestamps", "true");
			properties.setProperty("io.prometheus.exporter.exemplarsOnAllMetricTypes", "false");
			return properties;
		}

	}

}
