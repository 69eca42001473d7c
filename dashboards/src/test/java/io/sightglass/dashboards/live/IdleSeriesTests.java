package io.sightglass.dashboards.live;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.dashboards.check.PrometheusClient;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.internal.scrape.FastScrape;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import io.sightglass.registry.internal.text.ScrapeFormat;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tenants that come, go and come back, many more of them than a limit has places for:
 * what a real Prometheus makes of series that leave and return, beside what it makes of
 * Micrometer's registry, in which none ever leaves.
 */
class IdleSeriesTests {

	private static final int PLACES = 24;

	private static final int AT_ONCE = 6;

	private final Random random = new Random(16);

	private final AtomicInteger scrapes = new AtomicInteger();

	private final Map<String, Double> truth = new TreeMap<>();

	private final MeterRegistry micrometers = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
	});

	private final SightglassPrometheusRegistry ours = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			this.collectors, Clock.SYSTEM, "", Duration.ofSeconds(2), null);

	@Test
	void increasesAndRatesAreTrueAndTheSeriesStayFlat(@TempDir Path directory) throws IOException {
		this.collectors.watch(this.ours, PrometheusConfig.DEFAULT);
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(PLACES, 1000), "");
		this.ours.config().meterFilter(limiter);
		limiter.bindTo(this.ours);
		HttpServer server = server();
		String target = "127.0.0.1:" + server.getAddress().getPort();
		try (LocalPrometheus prometheus = LocalPrometheus
			.start(new ScrapeConfig(Map.of("ours", List.of(target))).beside("micrometers", "/micrometers", target)
				.writeTo(directory), directory, "--storage.tsdb.path=" + directory.resolve("tsdb"))) {
			for (int burst = 0; burst < 12; burst++) {
				burst(tenants(burst));
			}
			awaitScrapes(3);
			judge(prometheus.client());
		}
		finally {
			server.stop(0);
			this.ours.close();
		}
	}

	// Six at a time of thirty-six, so that each comes back after the others.
	private List<String> tenants(int burst) {
		List<String> tenants = new ArrayList<>();
		for (int i = 0; i < AT_ONCE; i++) {
			tenants.add("tenant-" + (burst * AT_ONCE + i) % (6 * AT_ONCE));
		}
		return tenants;
	}

	// Who is new signs up and is scraped before he works: of a series that nobody has
	// seen Prometheus cannot know that it began at zero.
	private void burst(List<String> tenants) {
		LocalPrometheus.await("places", () -> {
			System.gc();
			return this.ours.find("work").counters().size() <= PLACES - AT_ONCE;
		});
		for (String tenant : tenants) {
			if (this.truth.putIfAbsent(tenant, 0.0) == null) {
				work(tenant, 0);
			}
		}
		awaitScrapes(2);
		for (int i = 0; i < 30; i++) {
			for (String tenant : tenants) {
				work(tenant, 1 + this.random.nextInt(9));
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
		}
	}

	private void work(String tenant, double amount) {
		for (MeterRegistry registry : List.of(this.ours, this.micrometers)) {
			registry.counter("work", "tenant", tenant).increment(amount);
			registry.timer("time", "tenant", tenant).record((long) amount, TimeUnit.MILLISECONDS);
		}
		this.truth.merge(tenant, amount, Double::sum);
	}

	private void judge(PrometheusClient client) throws IOException {
		double worked = this.truth.values().stream().mapToDouble(Double::doubleValue).sum();
		assertThat(this.ours.find("sightglass.series.folded").meters()).isEmpty();
		// Each tenant's own, to the last one, and no series ever went back.
		for (String metric : List.of("work_total", "time_seconds_count", "time_seconds_sum")) {
			String ours = metric + "{job=\"ours\"}[5m]";
			assertThat(client.query("max(resets(" + ours + "))")).containsExactly(0.0);
			assertThat(client.query("count(last_over_time(" + ours + "))")).containsExactly((double) this.truth.size());
		}
		for (Map.Entry<String, Double> tenant : this.truth.entrySet()) {
			String range = "work_total{job=\"ours\",tenant=\"" + tenant.getKey() + "\"}[5m]";
			assertThat(client.query("max_over_time(" + range + ") - min_over_time(" + range + ")")).as(tenant.getKey())
				.containsExactly(tenant.getValue());
		}
		// As far as Prometheus extrapolates, which it does for Micrometer's as well.
		assertThat(one(client, "sum(increase(work_total{job=\"ours\"}[5m]))")).isCloseTo(worked, within(0.1 * worked));
		// Also in a window that has nothing from before the series left.
		assertThat(one(client, steps("ours"))).isCloseTo(one(client, steps("micrometers")), within(0.1 * worked))
			.isCloseTo(worked, within(0.1 * worked));
		// Flat, whereas Micrometer's never go.
		assertThat(one(client, "max_over_time(count(work_total{job=\"ours\"})[5m:1s])")).isLessThanOrEqualTo(PLACES);
		assertThat(one(client, "count(work_total{job=\"micrometers\"})")).isEqualTo(this.truth.size())
			.isGreaterThan(PLACES);
	}

	private static String steps(String job) {
		return "sum(sum_over_time(irate(work_total{job=\"" + job + "\"}[3s])[5m:1s]))";
	}

	private static double one(PrometheusClient client, String query) throws IOException {
		return client.query(query).get(0);
	}

	private void awaitScrapes(int more) {
		int before = this.scrapes.get();
		LocalPrometheus.await("scrapes", () -> this.scrapes.get() >= before + more);
	}

	private HttpServer server() throws IOException {
		FastScrape fast = new FastScrape(this.collectors, null);
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/actuator/prometheus", (exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", ScrapeFormat.TEXT.contentType());
			exchange.sendResponseHeaders(200, 0);
			try (OutputStream out = exchange.getResponseBody()) {
				fast.write(ScrapeFormat.TEXT, null, out);
			}
			this.scrapes.incrementAndGet();
		});
		server.createContext("/micrometers", (exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", ScrapeFormat.TEXT.contentType());
			exchange.sendResponseHeaders(200, 0);
			try (OutputStream out = exchange.getResponseBody()) {
				((PrometheusMeterRegistry) this.micrometers).scrape(out);
			}
		});
		server.start();
		return server;
	}

}
