package io.sightglass.dashboards.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.dashboards.check.PrometheusClient;
import io.sightglass.registry.ScrapeHandler;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real Prometheus with the configuration that we ship takes whatever a registry with
 * its defaults shows, however long and however much it is.
 */
class ShippedLimitsTests {

	private static final Path SHIPPED = Path.of("prometheus/prometheus.yml");

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);

	@Test
	void oneLongTextOfAnyKindTakesNoTargetDown(@TempDir Path directory) throws IOException {
		for (String text : new String[] { "a".repeat(301), "\uFFFD".repeat(199), "😀".repeat(100), "\"\\\n".repeat(150),
				"/x".repeat(10_000) }) {
			this.registry.counter("value", "path", text).increment();
			this.registry.counter("key", text, "v").increment();
			this.registry.counter(text).increment();
			Timer.builder(text + ".t")
				.publishPercentileHistogram()
				.register(this.registry)
				.record(Duration.ofMillis(1));
			Counter.builder("unit").baseUnit(text).register(this.registry).increment();
			Counter.builder("described").description(text.repeat(100)).register(this.registry).increment();
		}
		Tags many = Tags.empty();
		for (int i = 0; i < 60; i++) {
			many = many.and("key" + i, "v");
		}
		this.registry.counter("many", many).increment();
		assertTaken(directory, 20);
	}

	@Test
	void moreSamplesThanTheLimitTakeNoTargetDown(@TempDir Path directory) throws IOException {
		for (int i = 0; i < 150_000; i++) {
			this.registry.counter("orders." + i % 200, "a", "v" + i / 200 % 90, "b", "w" + i / 18_000).increment();
		}
		assertTaken(directory, SeriesLimits.DEFAULT.samples() * 0.89);
	}

	@Test
	void moreBytesThanTheLimitTakeNoTargetDown(@TempDir Path directory) throws IOException {
		String longest = "\\".repeat(240);
		for (int i = 0; i < 40_000; i++) {
			this.registry
				.counter("orders." + i % 40, "a", longest + i / 40 % 90, "b", longest + i / 3600, "c", longest, "d",
						longest)
				.increment();
		}
		assertTaken(directory, 10_000);
	}

	private void assertTaken(Path directory, double samples) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/actuator/prometheus", new ScrapeHandler(this.registry));
		server.start();
		String config = Files.readString(SHIPPED);
		assertThat(config).contains("sample_limit", "label_limit", "label_value_length_limit", "body_size_limit");
		Path file = Files.writeString(directory.resolve("prometheus.yml"),
				config.replace("localhost:8080", "127.0.0.1:" + server.getAddress().getPort()));
		try (LocalPrometheus prometheus = LocalPrometheus.start(file, directory,
				"--storage.tsdb.path=" + directory.resolve("tsdb"))) {
			PrometheusClient client = prometheus.client();
			// A busy machine may need more than one scrape's time; a limit is never
			// passed later.
			LocalPrometheus.await("a scrape", Duration.ofMinutes(3), () -> client.query("up").equals(List.of(1.0))
					|| client.get("targets").toString().contains("limit"));
			String targets = client.get("targets").toString();
			assertThat(client.query("up")).as(targets.substring(0, Math.min(2000, targets.length())))
				.containsExactly(1.0);
			assertThat(client.query("scrape_samples_scraped").get(0)).isGreaterThan(samples);
		}
		finally {
			server.stop(0);
			this.registry.close();
		}
	}

}
