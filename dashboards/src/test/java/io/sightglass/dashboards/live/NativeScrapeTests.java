package io.sightglass.dashboards.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.dashboards.Text;
import io.sightglass.dashboards.check.PrometheusClient;
import io.sightglass.registry.NativeHistograms;
import io.sightglass.registry.ScrapeHandler;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.sightglass.dashboards.Text.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * A real Prometheus finds in native histograms the quantiles of what was recorded, as
 * exactly as their schema promises.
 */
class NativeScrapeTests {

	// Buckets of schema 5 are 2^(1/32) wide. Some of these have more than 160 and are
	// twice as wide; Prometheus finds the place within them as well as that.
	private static final double WIDTH = Math.pow(2, 1.0 / 32);

	private static final int COUNT = 10_000;

	private static final double[] QUANTILES = { 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999 };

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT)
		.nativeHistograms(NativeHistograms.of((name) -> !name.equals("classic")));

	private final Map<String, double[]> recorded = new TreeMap<>();

	private final Random random = new Random(7);

	private HttpServer server;

	@BeforeEach
	void serve() throws IOException {
		record("uniform", () -> this.random.nextDouble() * 2);
		record("lognormal", () -> 0.02 * Math.exp(this.random.nextGaussian()));
		record("tail", () -> 0.001 * Math.pow(this.random.nextDouble(), -0.7));
		record("twins", () -> this.random.nextInt(10) == 0 ? 3 + this.random.nextDouble() : 0.005);
		Timer.builder("classic")
			.serviceLevelObjectives(Duration.ofMillis(10))
			.register(this.registry)
			.record(Duration.ofMillis(3));
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/metrics", new ScrapeHandler(this.registry));
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void haveTheQuantilesOfWhatWasRecorded(@TempDir Path directory) throws IOException {
		try (LocalPrometheus prometheus = LocalPrometheus.start(config(directory), directory,
				"--storage.tsdb.path=" + directory.resolve("tsdb"), "--enable-feature=native-histograms")) {
			PrometheusClient client = prometheus.client();
			LocalPrometheus.await("a scrape", () -> client.query("histogram_count(uniform_seconds)").size() == 1);
			for (Map.Entry<String, double[]> entry : this.recorded.entrySet()) {
				String name = entry.getKey() + "_seconds";
				assertThat(client.query("histogram_count(" + name + ")")).containsExactly((double) COUNT);
				assertThat(client.query("histogram_sum(" + name + ")").get(0))
					.isCloseTo(Arrays.stream(entry.getValue()).sum(), within(1e-6));
				for (double quantile : QUANTILES) {
					double found = client.query("histogram_quantile(" + quantile + ", " + name + ")").get(0);
					double least = entry.getValue()[(int) Math.floor(quantile * COUNT) - 1];
					double most = entry.getValue()[(int) Math.ceil(quantile * COUNT)];
					assertThat(found).as(quantile + " of " + name).isBetween(least / WIDTH, most * WIDTH);
				}
			}
			assertThat(client.names("count by (__name__) ({__name__=~\"(uniform|classic)_.*\"})"))
				.containsExactlyInAnyOrder("uniform_seconds", "uniform_seconds_max", "classic_seconds_bucket",
						"classic_seconds_count", "classic_seconds_sum", "classic_seconds_max");
			double before = client.query("histogram_count(uniform_seconds)").get(0);
			record("uniform", () -> 0.5);
			LocalPrometheus.await("another scrape",
					() -> client.query("histogram_count(uniform_seconds)").get(0) == before + COUNT);
			LocalPrometheus.await("a rate of the half", () -> {
				List<Double> median = client.query("histogram_quantile(0.5, rate(uniform_seconds[10s]))");
				return median.size() == 1 && median.get(0) > 0.5 / WIDTH && median.get(0) < 0.5 * WIDTH;
			});
		}
	}

	private void record(String name, DoubleSupplier next) {
		Timer timer = this.registry.timer(name);
		double[] seconds = new double[COUNT];
		for (int i = 0; i < COUNT; i++) {
			long nanos = (long) (next.getAsDouble() * 1e9);
			timer.record(nanos, TimeUnit.NANOSECONDS);
			seconds[i] = nanos / 1e9;
		}
		Arrays.sort(seconds);
		this.recorded.put(name, seconds);
	}

	private Path config(Path directory) throws IOException {
		return Files
			.writeString(directory.resolve("prometheus.yml"),
					Text.yaml(map("global", map("scrape_interval", "1s"), "scrape_configs", List.of(map(
							"job_name", "natives", "static_configs",
							List.of(map("targets", List.of("127.0.0.1:" + this.server.getAddress().getPort()))))))));
	}

}
