package io.sightglass.autoconfigure.prometheus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.autoconfigure.http.RealPrometheus;
import io.sightglass.autoconfigure.http.RealPrometheus.Target;
import io.sightglass.registry.ScrapeHandler;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two of Debian's Prometheus at offsets of their own see all that an application counts,
 * from the first event on and through restarts. With no zero shown first they do not.
 */
class FirstEventTests {

	private static final Duration INTERVAL = Duration.ofMillis(400);

	// More than what it is, for a busy machine scrapes late.
	private static final Duration FIRST_ZERO = Duration.ofMillis(1200);

	private final List<RealPrometheus> pair = new ArrayList<>();

	@Test
	void bothSeeWhatWasCountedThroughRestarts(@TempDir Path directory) throws IOException {
		try (Application zero = new Application(true); Application plain = new Application(false)) {
			Map<String, Target> jobs = Map.of("zero", new Target(zero.port(), Map.of()), "plain",
					new Target(plain.port(), Map.of()));
			for (String replica : List.of("a", "b")) {
				Path own = Files.createDirectory(directory.resolve(replica));
				this.pair.add(new RealPrometheus(own, INTERVAL, replica, jobs));
			}
			await().untilAsserted(() -> assertBoth("count(up == 1)", 2));
			int truth = 0;
			// The second one has more than the first one ever had: no reset is seen.
			for (int events : List.of(3, 5, 2)) {
				if (truth > 0) {
					zero.restart(events);
					plain.restart(events);
				}
				else {
					zero.count(events);
					plain.count(events);
				}
				truth += events;
				await().untilAsserted(() -> assertBoth("sum(orders_total)", 2 * events));
				await().untilAsserted(() -> assertBoth("sum(work_seconds_count)", 2 * events));
			}
			for (RealPrometheus one : this.pair) {
				assertThat(increase(one, "orders_total{job='zero'}")).isEqualTo(truth);
				assertThat(increase(one, "work_seconds_count{job='zero'}")).isEqualTo(truth);
				assertThat(increase(one, "work_seconds_bucket{job='zero',le='0.1'}")).isEqualTo(truth);
				assertThat(increase(one, "work_seconds_sum{job='zero'}")).isEqualTo(truth * 0.0625);
				assertThat(increase(one, "orders_total{job='plain'}")).isLessThan(truth - 1);
				assertThat(increase(one, "work_seconds_count{job='plain'}")).isLessThan(truth - 1);
			}
		}
		finally {
			this.pair.forEach(RealPrometheus::close);
		}
	}

	private void assertBoth(String query, double value) throws IOException {
		for (RealPrometheus one : this.pair) {
			assertThat(one.value(query, "")).as(query).isEqualTo(value);
		}
	}

	// At the time of the last sample, behind which Prometheus would add what may follow.
	private static double increase(RealPrometheus prometheus, String series) throws IOException {
		String last = String.format(Locale.ROOT, "%.3f", prometheus.value("timestamp(" + series + ")", ""));
		return prometheus.value("increase(" + series + "[10m])", last);
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50));
	}

	/** Has counted before it is scraped, and has the same address after a restart. */
	private static final class Application implements AutoCloseable {

		private final boolean zero;

		private HttpServer server;

		private SightglassPrometheusRegistry registry;

		Application(boolean zero) throws IOException {
			this.zero = zero;
			this.registry = registry();
			this.server = server(0);
		}

		private SightglassPrometheusRegistry registry() {
			SightglassPrometheusRegistry made = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
			if (this.zero) {
				made.firstZero(FIRST_ZERO);
			}
			return made;
		}

		private HttpServer server(int port) throws IOException {
			HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
			made.createContext("/actuator/prometheus", new ScrapeHandler(this.registry));
			made.start();
			return made;
		}

		int port() {
			return this.server.getAddress().getPort();
		}

		void count(int events) {
			for (int i = 0; i < events; i++) {
				this.registry.counter("orders").increment();
				Timer.builder("work")
					.serviceLevelObjectives(Duration.ofMillis(100))
					.register(this.registry)
					.record(Duration.ofNanos(62_500_000));
			}
		}

		void restart(int events) throws IOException {
			int port = port();
			close();
			this.registry = registry();
			count(events);
			this.server = server(port);
		}

		@Override
		public void close() {
			this.server.stop(0);
			this.registry.close();
		}

	}

}
