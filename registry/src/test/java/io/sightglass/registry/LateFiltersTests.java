package io.sightglass.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes late, filters and keys, passes no limit and loses no sample.
 */
class LateFiltersTests {

	private static final int SERIES = 40;

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new SeriesLimits(20, SERIES));

	@Test
	void seriesStayBoundedWhileFiltersCome() throws Exception {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Random random = new Random(i);
			Thread thread = new Thread(() -> {
				for (int j = 0; j < 3000; j++) {
					count(Tags.of("a", "v" + random.nextInt(60), "b", "w" + random.nextInt(60)));
				}
			});
			threads.add(thread);
			thread.start();
		}
		for (int i = 0; i < 300; i++) {
			String late = "f" + i;
			this.registry.config()
				.meterFilter(MeterFilter.replaceTagValues((i % 2 == 0) ? "a" : "b", (value) -> value + late, "other"));
			LockSupport.parkNanos(1);
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertCounted(12_000);
	}

	@Test
	void seriesOfAnyKeysStayBounded() {
		for (int i = 0; i < 1000; i++) {
			count(Tags.of("key" + i, "value"));
		}
		assertCounted(1000);
		assertThat(this.registry.find("sightglass.series.folded").counters()).hasSizeLessThan(SERIES);
	}

	@Test
	void valuesOfAnyKeysStayBounded() {
		for (int i = 0; i < 3000; i++) {
			count(Tags.of("key" + i / 30, "value" + i % 30, "app", "a"));
		}
		assertCounted(3000);
		assertThat(this.registry.find("sightglass.series.folded").counters()).hasSizeLessThan(SERIES);
	}

	@Test
	void aSecondValueOfACommonTagFindsAPlace() {
		for (int i = 0; i < 400; i++) {
			count(Tags.of("app", "a", "x", "x" + i % 20, "y", "y" + i / 20));
		}
		assertThat(this.registry.find("x").tag("app", "a").counters())
			.hasSameSizeAs(this.registry.find("x").counters());
		for (int i = 0; i < 100; i++) {
			count(Tags.of("app", "b" + i, "x", "new" + i, "y", "new"));
		}
		assertCounted(500);
		assertThat(this.registry.get("x").tags("app", "other", "x", "other", "y", "other").counter().count())
			.isEqualTo(100);
	}

	@Test
	void whatTookTheLastPlaceIsKnownAgain() {
		SightglassPrometheusRegistry small = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new SeriesLimits(100, 3));
		small.config().meterFilter(MeterFilter.replaceTagValues("k", (value) -> value.substring(0, 1)));
		small.counter("n", "a", "1").increment();
		for (String value : List.of("x1", "y1", "x2", "x3", "x1")) {
			small.counter("n", "k", value).increment();
		}
		assertThat(small.get("n").tag("k", "x").counter().count()).isEqualTo(4);
		assertThat(small.get("n").tag("k", "other").counter().count()).isEqualTo(1);
	}

	private void count(Tags tags) {
		Counter.builder("x").tags(tags).register(this.registry).increment();
	}

	private void assertCounted(int times) {
		assertThat(this.registry.get("x").counters()).hasSizeLessThanOrEqualTo(SERIES);
		assertThat(this.registry.get("x").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(times);
		assertThat(this.registry.scrape().lines().filter((line) -> line.startsWith("x_total{")))
			.hasSameSizeAs(this.registry.get("x").counters());
	}

}
