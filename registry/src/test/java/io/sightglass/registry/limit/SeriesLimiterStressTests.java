package io.sightglass.registry.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.testing.Threads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeriesLimiterStressTests {

	private final SeriesLimiter guard = new SeriesLimiter(new SeriesLimits(100, 10_000), "");

	private final MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	SeriesLimiterStressTests() {
		this.registry.config().meterFilter(this.guard);
		this.guard.bindTo(this.registry);
	}

	@Test
	void aHundredThousandValuesFromEightThreadsKeepSeriesFlatAndTheSumExact() throws Exception {
		int threads = 8;
		int values = 100_000;
		Threads.run(threads, (thread) -> {
			for (int i = 0; i < values; i++) {
				this.registry.counter("load", "user", "u" + i, "side", (thread % 2 == 0) ? "a" : "b").increment();
			}
		});
		assertThat(this.registry.find("load").counters()).hasSize(202);
		assertThat(sum("load")).isEqualTo((double) threads * values);
		assertThat(this.registry.getMeters()).hasSize(202 + 2);
	}

	@Test
	void memoryStaysFlatWhileValuesComeAndCome() {
		record(0, 20_000);
		long before = used();
		record(20_000, 320_000);
		assertThat(used() - before).isLessThan(2_000_000);
	}

	@Test
	void foldsAreCountedExactlyWhenEachValueComesOnce() throws Exception {
		Threads.run(8, (thread) -> record(thread * 10_000, (thread + 1) * 10_000));
		double folded = this.registry.get("sightglass.series.folded")
			.tags("meter", "load", "tag", "user")
			.counter()
			.count();
		assertThat(folded).isEqualTo(80_000 - 100);
		assertThat(sum("load")).isEqualTo(80_000);
	}

	@Test
	void theSeriesLimitHoldsUnderARace() throws Exception {
		MeterRegistry small = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		small.config().meterFilter(new SeriesLimiter(new SeriesLimits(100, 500), ""));
		Threads.run(16, (thread) -> {
			for (int i = 0; i < 20_000; i++) {
				small.counter("load", "a", "" + (i * 31 + thread) % 90, "b", "" + (i * 17 + thread) % 80).increment();
			}
		});
		assertThat(small.find("load").counters()).hasSizeLessThanOrEqualTo(500);
		assertThat(small.find("load").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(16 * 20_000);
	}

	private void record(int from, int to) {
		for (int i = from; i < to; i++) {
			this.registry.counter("load", "user", "u" + i).increment();
		}
	}

	private double sum(String meter) {
		return this.registry.find(meter).counters().stream().mapToDouble(Counter::count).sum();
	}

	private static long used() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

}
