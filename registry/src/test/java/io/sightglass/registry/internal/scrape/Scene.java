package io.sightglass.registry.internal.scrape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.config.PrometheusPropertiesLoader;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.failure.CircuitBreaker;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A registry and both of its scrapes.
 */
final class Scene {

	static final String CREATED = "io.prometheus.exporter.includeCreatedTimestamps";

	private final ExpositionFormats formats;

	final List<Throwable> failures = new CopyOnWriteArrayList<>();

	final ResilientPrometheusRegistry collectors;

	final PrometheusMeterRegistry meters;

	final FastScrape fast;

	Scene() {
		this(Clock.SYSTEM, PrometheusConfig.DEFAULT);
	}

	Scene(Clock clock, PrometheusConfig config) {
		this(clock, config, CircuitBreaker.PATIENCE, true);
	}

	Scene(Clock clock, PrometheusConfig config, boolean striped) {
		this(clock, config, CircuitBreaker.PATIENCE, striped);
	}

	Scene(Duration patience) {
		this(Clock.SYSTEM, PrometheusConfig.DEFAULT, patience, true);
	}

	Scene(Clock clock, PrometheusConfig config, SpanContext spans) {
		this(clock, config, CircuitBreaker.PATIENCE, true, spans);
	}

	/**
	 * A configuration of the client library.
	 * @param properties names and values
	 * @return Micrometer's configuration with them
	 */
	static PrometheusConfig config(Map<String, String> properties) {
		Properties all = new Properties();
		all.putAll(properties);
		return new PrometheusConfig() {
			@Override
			public @Nullable String get(String key) {
				return null;
			}

			@Override
			public Properties prometheusProperties() {
				return all;
			}
		};
	}

	private Scene(Clock clock, PrometheusConfig config, Duration patience, boolean striped) {
		this(clock, config, patience, striped, null);
	}

	@SuppressWarnings("deprecation") // Before 1.5 there is no other way.
	private Scene(Clock clock, PrometheusConfig config, Duration patience, boolean striped,
			@Nullable SpanContext spans) {
		this.collectors = new ResilientPrometheusRegistry(this.failures::add, patience);
		this.meters = striped ? new SightglassPrometheusRegistry(config, this.collectors, clock, "", null, spans)
				: new PrometheusMeterRegistry(config, this.collectors, clock);
		this.collectors.watch(this.meters, config);
		Properties own = config.prometheusProperties();
		this.formats = (own != null)
				? ExpositionFormats.init(PrometheusPropertiesLoader.load(own).getExporterProperties())
				: ExpositionFormats.init();
		this.fast = new FastScrape(this.collectors, config.prometheusProperties());
	}

	String fast(ScrapeFormat format, @Nullable Set<String> names) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			this.fast.write(format, names, out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

	String client(ScrapeFormat format, @Nullable Set<String> names) {
		return this.meters.scrape(format.contentType(), names);
	}

	/**
	 * Compares in both formats, also once the families are written from kept text.
	 */
	void assertSame() {
		for (ScrapeFormat format : ScrapeFormat.values()) {
			assertThat(fast(format, null)).isEqualTo(client(format, null));
			assertThat(fast(format, null)).isEqualTo(client(format, null));
		}
	}

	/**
	 * Whether the client library is asked for nothing at the next scrape.
	 * @return whether all is written from kept text
	 */
	boolean isAllFast() {
		fast(ScrapeFormat.TEXT, null);
		fast(ScrapeFormat.TEXT, null);
		return plan().client() == null;
	}

	Plan plan() {
		return Plan.of(this.collectors, this.formats);
	}

}
