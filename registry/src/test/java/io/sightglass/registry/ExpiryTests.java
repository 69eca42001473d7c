package io.sightglass.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.sightglass.registry.internal.scrape.FastScrape;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import io.sightglass.registry.internal.text.ScrapeFormat;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExpiryTests {

	private static final Duration IDLE = Duration.ofMinutes(10);

	private final MockClock clock = new MockClock();

	private final ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
	});

	// The thread looks rarely and finds the clock where a test has set it.
	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			this.collectors, this.clock, "", IDLE, null);

	private final FastScrape fast = new FastScrape(this.collectors, null);

	ExpiryTests() {
		this.collectors.watch(this.registry, PrometheusConfig.DEFAULT);
	}

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	void whatIsIdleAndNotHeldLeavesAndItsPlaceIsFree() {
		limit(2);
		for (String tenant : List.of("a", "b", "c")) {
			this.registry.counter("requests", "tenant", tenant).increment();
			this.registry.timer("time", "tenant", tenant).record(1, TimeUnit.SECONDS);
			this.registry.summary("size", "tenant", tenant).record(1);
		}
		assertThat(scrape()).contains("requests_total{tenant=\"other\"} 1.0");
		idle(() -> !scrape().contains("tenant="));
		assertThat(this.registry.find("requests").meters()).isEmpty();
		this.registry.counter("requests", "tenant", "d").increment();
		assertThat(scrape()).contains("requests_total{tenant=\"d\"} 1.0");
	}

	@Test
	void whatIsRecordedIntoStays() {
		this.registry.counter("requests", "tenant", "busy").increment();
		this.registry.counter("requests", "tenant", "idle").increment();
		idle(() -> {
			this.registry.counter("requests", "tenant", "busy").increment();
			return !scrape().contains("idle");
		});
		assertThat(scrape()).contains("tenant=\"busy\"");
	}

	@Test
	void whatSomebodyHoldsStays() {
		Counter held = Counter.builder("requests").tag("tenant", "held").register(this.registry);
		Timer timer = this.registry.timer("time", "tenant", "held");
		this.registry.counter("requests", "tenant", "left").increment();
		idle(() -> !scrape().contains("left"));
		for (int i = 0; i < 5; i++) {
			System.gc();
			this.clock.add(IDLE);
			sweep();
		}
		assertThat(scrape()).contains("requests_total{tenant=\"held\"} 0.0");
		held.increment();
		timer.record(2, TimeUnit.SECONDS);
		assertThat(scrape()).contains("requests_total{tenant=\"held\"} 1.0", "time_seconds_sum{tenant=\"held\"} 2.0");
		assertThat(this.registry.counter("requests", "tenant", "held").count()).isEqualTo(1);
	}

	@Test
	void whatComesBackGoesOnAndShowsFirstWhereItStood() {
		record("a", 3);
		idle(() -> !scrape().contains("tenant"));
		record("a", 2);
		for (int i = 0; i < 2; i++) {
			assertThat(scrape()).contains("requests_total{tenant=\"a\"} 3.0", "time_seconds_count{tenant=\"a\"} 3",
					"time_seconds_sum{tenant=\"a\"} 9.0", "size_count{tenant=\"a\"} 3", "size_sum{tenant=\"a\"} 6.0");
		}
		this.clock.add(Duration.ofSeconds(1));
		assertThat(scrape()).contains("requests_total{tenant=\"a\"} 5.0", "time_seconds_count{tenant=\"a\"} 5",
				"time_seconds_sum{tenant=\"a\"} 15.0", "size_count{tenant=\"a\"} 5", "size_sum{tenant=\"a\"} 10.0");
		assertThat(this.registry.counter("requests", "tenant", "a").count()).isEqualTo(5);
	}

	@Test
	void bucketsGoOnToo() {
		this.registry.config().meterFilter(new Buckets());
		record("a", 3);
		idle(() -> !scrape().contains("tenant"));
		record("a", 2);
		assertThat(scrape()).contains("time_seconds_bucket{tenant=\"a\",le=\"+Inf\"} 3");
		this.clock.add(Duration.ofSeconds(1));
		assertThat(scrape()).contains("time_seconds_bucket{tenant=\"a\",le=\"5.0\"} 5",
				"time_seconds_bucket{tenant=\"a\",le=\"1.0\"} 0", "time_seconds_count{tenant=\"a\"} 5");
	}

	@Test
	void filtersAreAskedOnceForWhatStays() {
		limit(10);
		this.registry.config().meterFilter(new MeterFilter() {
			@Override
			public Meter.Id map(Meter.Id id) {
				return id.withName("my." + id.getName());
			}
		});
		Counter held = this.registry.counter("requests", "tenant", "a");
		this.registry.counter("requests", "tenant", "b");
		idle(() -> !scrape().contains("\"b\""));
		held.increment();
		assertThat(this.registry.find("my.requests").meters()).hasSize(1);
		assertThat(this.registry.find("my.my.requests").meters()).isEmpty();
		assertThat(scrape()).contains("my_requests_total{tenant=\"a\"} 1.0");
		assertThat(this.registry.counter("requests", "tenant", "a").count()).isEqualTo(1);
	}

	@Test
	void whatHasLeftIsForgottenWhenTheRegistryIsCleared() {
		this.registry.counter("requests", "tenant", "a").increment(7);
		idle(() -> !scrape().contains("tenant"));
		this.registry.clear();
		this.registry.counter("requests", "tenant", "a").increment();
		assertThat(scrape()).contains("requests_total{tenant=\"a\"} 1.0");
	}

	@Test
	void whatIsClearedAsItIsLookedAfterIsGone() {
		this.registry.config().namingConvention((name, type, unit) -> {
			if (this.registry.expiry().isMoving()) {
				CompletableFuture.runAsync(this.registry::clear).join();
			}
			return new PrometheusNamingConvention().name(name, type, unit);
		});
		Counter held = this.registry.counter("requests");
		held.increment(3);
		this.clock.add(IDLE);
		this.registry.expiry().sweep();
		this.clock.add(IDLE);
		this.registry.expiry().sweep();
		assertThat(this.registry.getMeters()).isEmpty();
		assertThat(scrape()).doesNotContain("requests_total");
		assertThat(this.registry.counter("requests").count()).isZero();
	}

	@Test
	void whatWasRemovedIsNotRemembered() {
		this.registry.counter("requests", "tenant", "a").increment(7);
		this.registry.remove(this.registry.counter("requests", "tenant", "a"));
		this.registry.counter("requests", "tenant", "a").increment();
		assertThat(scrape()).contains("requests_total{tenant=\"a\"} 1.0");
	}

	@Test
	void whoLooksUpWhileItLeavesLosesNothing() {
		Counter held = null;
		double expected = 0;
		Random random = new Random(16);
		List<Counter> holders = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			if (random.nextInt(20) == 0) {
				holders.clear();
				System.gc();
			}
			if (random.nextBoolean()) {
				held = this.registry.counter("requests", "tenant", "a");
				holders.add(held);
			}
			for (Counter holder : holders.subList(0, Math.min(3, holders.size()))) {
				if (random.nextInt(4) == 0) {
					holder.increment();
					expected++;
				}
			}
			this.clock.add(random.nextInt(3), TimeUnit.MINUTES);
			sweep();
		}
		this.clock.add(1, TimeUnit.SECONDS);
		this.registry.counter("requests", "tenant", "a").increment();
		scrape();
		this.clock.add(1, TimeUnit.SECONDS);
		assertThat(scrape()).contains("requests_total{tenant=\"a\"} " + (expected + 1));
	}

	private void record(String tenant, int times) {
		for (int i = 0; i < times; i++) {
			this.registry.counter("requests", "tenant", tenant).increment();
			this.registry.timer("time", "tenant", tenant).record(3, TimeUnit.SECONDS);
			this.registry.summary("size", "tenant", tenant).record(2);
		}
	}

	private void limit(int values) {
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(values, 100), "");
		this.registry.config().meterFilter(limiter);
		limiter.bindTo(this.registry);
	}

	// The garbage collector says whether somebody holds a meter.
	private void idle(BooleanSupplier gone) {
		for (int i = 0; i < 50 && !gone.getAsBoolean(); i++) {
			this.clock.add(IDLE.plusSeconds(1));
			sweep();
			System.gc();
			sweep();
		}
		assertThat(gone.getAsBoolean()).isTrue();
	}

	private void sweep() {
		Objects.requireNonNull(this.registry.expiry()).sweep();
	}

	// As an application is answered, which is as Micrometer writes it.
	private String scrape() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			this.fast.write(ScrapeFormat.TEXT, null, out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String text = out.toString(StandardCharsets.UTF_8);
		assertThat(text).isEqualTo(this.registry.scrape());
		return text;
	}

	private static final class Buckets implements MeterFilter {

		@Override
		public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
			return DistributionStatisticConfig.builder().serviceLevelObjectives(1e9, 5e9).build().merge(config);
		}

	}

}
