package io.sightglass.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Series that are "other" in one tag, where nothing expires.
 */
class SharedSeriesTests {

	private final MockClock clock = new MockClock();

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), this.clock, "", null, null);

	SharedSeriesTests() {
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(3, 100), "");
		this.registry.config().meterFilter(limiter);
		limiter.bindTo(this.registry);
	}

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	void clientsThatGoLeaveTheirPlacesToOthers() {
		for (int i = 0; i < 20; i++) {
			String client = "c" + i;
			List<Meter> meters = client(client);
			assertThat(this.registry.scrape()).as(client)
				.contains("calls_total{client=\"%s\",path=\"other\"} 7.0".formatted(client),
						"time_seconds_count{client=\"%s\",path=\"other\"} 7".formatted(client),
						"size_count{client=\"%s\",path=\"other\"} 7".formatted(client));
			meters.forEach(this.registry::remove);
			meters.clear();
			later(() -> !this.registry.scrape().contains(client));
		}
		assertThat(this.registry.getMeters()).noneMatch((meter) -> meter.getId().getTag("path") != null);
	}

	@Test
	void whoeverElseHoldsItGoesOnRecording() {
		client("a");
		Counter held = this.registry.counter("calls", "client", "a", "path", "/another");
		this.registry.remove(held);
		for (int i = 0; i < 5; i++) {
			pass();
		}
		held.increment();
		assertThat(this.registry.scrape()).contains("calls_total{client=\"a\",path=\"other\"} 8.0");
		pass();
		pass();
		assertThat(this.registry.scrape()).contains("calls_total{client=\"a\",path=\"other\"} 8.0");
	}

	@Test
	void whoeverLooksItUpEachTimeLosesNothing() {
		client("a");
		this.registry.remove(this.registry.counter("calls", "client", "a", "path", "/another"));
		this.registry.counter("calls", "client", "a", "path", "/more").increment();
		for (int i = 0; i < 5; i++) {
			pass();
		}
		assertThat(this.registry.scrape()).contains("calls_total{client=\"a\",path=\"other\"} 8.0");
		this.registry.remove(this.registry.counter("calls", "client", "a", "path", "/another"));
		later(() -> !this.registry.scrape().contains("calls_total{client=\"a\",path=\"other\"}"));
		this.registry.counter("calls", "client", "a", "path", "/more").increment();
		this.registry.scrape();
		this.clock.add(1, TimeUnit.SECONDS);
		assertThat(this.registry.scrape()).contains("calls_total{client=\"a\",path=\"other\"} 9.0");
	}

	@Test
	void whatNobodyRemovesStays() {
		client("a");
		this.registry.remove(this.registry.timer("time", "client", "a", "path", "/another"));
		for (int i = 0; i < 5; i++) {
			pass();
		}
		assertThat(this.registry.scrape()).contains("calls_total{client=\"a\",path=\"other\"} 7.0")
			.doesNotContain("time_seconds_count{client=\"a\",path=\"other\"}");
	}

	@Test
	void theThreadStartsWithTheFirstThatIsNotWanted() {
		Set<Thread> before = threads();
		client("a");
		assertThat(before).containsAll(threads());
		this.registry.remove(this.registry.counter("calls", "client", "a", "path", "/another"));
		assertThat(threads()).anyMatch((thread) -> !before.contains(thread));
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("sightglass-expiry"))
			.collect(Collectors.toSet());
	}

	private List<Meter> client(String name) {
		List<Meter> meters = new ArrayList<>();
		for (int path = 0; path < 10; path++) {
			String[] tags = { "client", name, "path", "/" + path };
			meters.add(this.registry.counter("calls", tags));
			meters.add(this.registry.timer("time", tags));
			meters.add(this.registry.summary("size", tags));
			this.registry.counter("calls", tags).increment();
			this.registry.timer("time", tags).record(1, TimeUnit.SECONDS);
			this.registry.summary("size", tags).record(1);
		}
		return meters;
	}

	// The garbage collector says whether somebody holds a meter.
	private void later(BooleanSupplier gone) {
		for (int i = 0; i < 50 && !gone.getAsBoolean(); i++) {
			pass();
		}
		assertThat(gone.getAsBoolean()).isTrue();
	}

	private void pass() {
		this.clock.add(Duration.ofSeconds(61));
		this.registry.expiry().sweep();
		System.gc();
		this.registry.expiry().sweep();
	}

}
