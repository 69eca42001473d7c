package io.sightglass.dashboards.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.sightglass.dashboards.Text;
import io.sightglass.dashboards.check.PrometheusClient;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.sightglass.dashboards.Text.map;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * With tracing, and with the starter's default for exemplars, a real Prometheus accepts
 * the scrape in each of its formats.
 */
class ExemplarScrapeTests {

	private static final Map<String, String> FORMATS = Map.of("text", "text/plain; version=0.0.4; charset=utf-8",
			"openmetrics", "application/openmetrics-text; version=1.0.0; charset=utf-8", "protobuf",
			"application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited");

	private final PrometheusMeterRegistry registry = new SightglassPrometheusRegistry(new StarterDefaults(),
			new PrometheusRegistry(), Clock.SYSTEM, "", null, new Traced());

	private HttpServer server;

	@BeforeEach
	void serve() throws IOException {
		Counter.builder("llm.requests").register(this.registry).increment();
		Timer.builder("llm.request.duration")
			.serviceLevelObjectives(Duration.ofMillis(10), Duration.ofSeconds(1))
			.register(this.registry)
			.record(Duration.ofMillis(3));
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		FORMATS.forEach((name, type) -> this.server.createContext("/" + name, (exchange) -> answer(exchange, type)));
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "exemplar-storage", "exemplar-storage,native-histograms" })
	void everyFormatIsAccepted(String features, @TempDir Path directory) throws IOException {
		try (LocalPrometheus prometheus = LocalPrometheus.start(config(directory), directory,
				"--storage.tsdb.path=" + directory.resolve("tsdb"), "--enable-feature=" + features)) {
			PrometheusClient client = prometheus.client();
			LocalPrometheus.await("a scrape of each format", () -> client.query("up").size() == FORMATS.size());
			List<String> refused = new ArrayList<>();
			client.get("targets").path("activeTargets").forEach((target) -> {
				if (!target.path("health").asString().equals("up")) {
					refused.add(target.path("scrapePool").asString() + ": " + target.path("lastError").asString());
				}
			});
			assertThat(refused).isEmpty();
			for (String format : FORMATS.keySet()) {
				String job = "{job=\"" + format + "\"}";
				LocalPrometheus.await(format, () -> client.query("llm_requests_total" + job).contains(1.0)
						&& client.query("llm_request_duration_seconds_count" + job).contains(1.0));
			}
			for (String format : List.of("openmetrics", "protobuf")) {
				String exemplars = "query_exemplars?query=llm_request_duration_seconds_bucket%7Bjob=%22" + format
						+ "%22%7D";
				LocalPrometheus.await("exemplars of " + format, () -> !client.get(exemplars).isEmpty());
			}
		}
	}

	private void answer(HttpExchange exchange, String type) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		this.registry.scrape(body, type);
		exchange.getResponseHeaders().add("Content-Type", type);
		exchange.sendResponseHeaders(200, body.size());
		exchange.getResponseBody().write(body.toByteArray());
		exchange.close();
	}

	private Path config(Path directory) throws IOException {
		String target = "127.0.0.1:" + this.server.getAddress().getPort();
		List<Object> jobs = new ArrayList<>();
		for (String format : FORMATS.keySet()) {
			jobs.add(map("job_name", format, "metrics_path", "/" + format, "static_configs",
					List.of(map("targets", List.of(target)))));
		}
		return Files.writeString(directory.resolve("prometheus.yml"), Text
			.yaml(map("global", map("scrape_interval", "1s", "scrape_timeout", "900ms"), "scrape_configs", jobs)));
	}

	/** What the starter's ExemplarDefaults sets. */
	private static final class StarterDefaults implements PrometheusConfig {

		@Override
		public String get(String key) {
			return null;
		}

		@Override
		public Properties prometheusProperties() {
			Properties properties = new Properties();
			properties.setProperty("io.prometheus.exporter.exemplarsOnAllMetricTypes", "false");
			return properties;
		}

	}

	/** Every call has a trace that is sampled. */
	private static final class Traced implements SpanContext {

		@Override
		public String getCurrentTraceId() {
			return "0123456789abcdef0123456789abcdef";
		}

		@Override
		public String getCurrentSpanId() {
			return "0123456789abcdef";
		}

		@Override
		public boolean isCurrentSpanSampled() {
			return true;
		}

		@Override
		public void markCurrentSpanAsExemplar() {
		}

	}

}
