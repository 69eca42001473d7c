package io.sightglass.registry;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.registry.internal.scrape.FastScrape;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import io.sightglass.registry.internal.text.ScrapeFormat;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExpiryStressTests {

	private static final int TENANTS = 30;

	private static final int ROUNDS = 3000;

	private final ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
		throw new AssertionError(failure);
	});

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			this.collectors, Clock.SYSTEM, "", Duration.ofMillis(10), null);

	private final AtomicBoolean done = new AtomicBoolean();

	private final AtomicInteger left = new AtomicInteger();

	@Test
	void nothingIsLostAmongThreadsScrapesAndSeriesThatLeave() throws Exception {
		this.collectors.watch(this.registry, PrometheusConfig.DEFAULT);
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(1000, 10_000), "");
		this.registry.config().meterFilter(limiter).onMeterRemoved((meter) -> this.left.incrementAndGet());
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			List<Future<?>> workers = new ArrayList<>();
			IntStream.range(0, 3).forEach((seed) -> workers.add(threads.submit(() -> work(new Random(seed)))));
			Future<?> collector = threads.submit(this::collect);
			for (Future<?> worker : workers) {
				worker.get(2, TimeUnit.MINUTES);
			}
			this.done.set(true);
			collector.get(1, TimeUnit.MINUTES);
		}
		finally {
			this.done.set(true);
			threads.shutdownNow();
		}
		double counted = IntStream.range(0, TENANTS).mapToDouble((tenant) -> counter(tenant).count()).sum();
		long timed = IntStream.range(0, TENANTS).mapToLong((tenant) -> timer(tenant).count()).sum();
		assertThat(counted).isEqualTo(3 * ROUNDS);
		assertThat(timed).isEqualTo(3 * ROUNDS);
		assertThat(this.left).hasPositiveValue();
		this.registry.close();
	}

	private void work(Random random) {
		List<Counter> held = new ArrayList<>();
		for (int i = 0; i < ROUNDS; i++) {
			Counter counter = (held.isEmpty() || random.nextInt(3) > 0) ? counter(random.nextInt(TENANTS))
					: held.get(random.nextInt(held.size()));
			if (random.nextInt(10) == 0) {
				held.add(counter);
			}
			if (random.nextInt(100) == 0) {
				held.clear();
			}
			if (random.nextInt(50) == 0) {
				LockSupport.parkNanos(random.nextInt(20_000_000));
			}
			counter.increment();
			timer(random.nextInt(TENANTS)).record(1, TimeUnit.MILLISECONDS);
		}
	}

	private Void collect() throws Exception {
		FastScrape scrape = new FastScrape(this.collectors, null);
		while (!this.done.get()) {
			System.gc();
			scrape.write(ScrapeFormat.TEXT, null, OutputStream.nullOutputStream());
			this.registry.scrape();
		}
		return null;
	}

	private Counter counter(int tenant) {
		return this.registry.counter("work", "tenant", "" + tenant);
	}

	private Timer timer(int tenant) {
		return this.registry.timer("time", "tenant", "" + tenant);
	}

}
