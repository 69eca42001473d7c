package io.sightglass.registry.internal.scrape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class FailingScrapeTests {

	private final Scene scene = new Scene();

	private final PrometheusMeterRegistry meters = this.scene.meters;

	@Test
	void aStreamThatBreaksIsTold() {
		this.meters.counter("c", "k", "x".repeat(100_000)).increment();
		assertThat(this.scene.isAllFast()).isTrue();
		for (Exception cause : new Exception[] { new IOException("broken"), new IllegalStateException("broken") }) {
			assertThatIOException().isThrownBy(() -> this.scene.fast.write(ScrapeFormat.TEXT, null, new OutputStream() {
				@Override
				public void write(int one) throws IOException {
					if (cause instanceof IOException io) {
						throw io;
					}
					throw (RuntimeException) cause;
				}
			}));
		}
		assertThat(this.scene.failures).isEmpty();
		this.scene.assertSame();
	}

	@Test
	void aFamilyThatFailsIsLeftOutAndCountedOnce() {
		AtomicInteger mood = new AtomicInteger(1);
		FunctionCounter.builder("moody", mood, (any) -> Math.floorDiv(1, any.get())).register(this.meters);
		this.meters.counter("sound").increment();
		this.scene.assertSame();
		mood.set(0);
		this.scene.failures.clear();
		String text = this.scene.fast(ScrapeFormat.TEXT, null);
		assertThat(text).contains("sound_total 1.0").doesNotContain("moody");
		assertThat(this.scene.failures).hasSize(1);
		assertThat(text).isEqualTo(this.scene.client(ScrapeFormat.TEXT, null));
		mood.set(-1);
		assertThat(this.scene.fast(ScrapeFormat.TEXT, null)).isEqualTo(text);
		mood.set(1);
		this.scene.assertSame();
	}

	// Each fault alone leaves the rest: a family that fails, and a series that is in two.
	@Test
	void twoFaultsAtOnceLeaveTheRestToo() {
		this.meters.timer("c").record(Duration.ofSeconds(1));
		Gauge.builder("c.seconds.max", () -> 5).register(this.meters);
		this.meters.counter("k", "a.b", "1", "a_b", "2");
		for (ScrapeFormat format : ScrapeFormat.values()) {
			String text = this.scene.fast(format, null);
			assertThat(text).containsOnlyOnce("\nc_seconds_max ").doesNotContain("k_total");
			assertThat(text).isEqualTo(this.scene.client(format, null));
		}
	}

	@Test
	@Timeout(60)
	void aGaugeThatHangsHoldsOneScrapeAndIsMissingInTheNext() throws InterruptedException {
		Scene patient = new Scene(Duration.ofMillis(1));
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch inside = new CountDownLatch(1);
		AtomicBoolean hang = new AtomicBoolean();
		Gauge.builder("stuck", () -> {
			if (hang.get()) {
				inside.countDown();
				await(stuck);
			}
			return 42;
		}).register(patient.meters);
		patient.meters.counter("sound").increment();
		assertThat(patient.isAllFast()).isTrue();
		hang.set(true);
		Thread first = new Thread(() -> patient.fast(ScrapeFormat.TEXT, null));
		first.start();
		inside.await();
		hang.set(false);
		// Longer than anybody's patience; who comes sooner goes in as well.
		assertThat(stuck.await(20, TimeUnit.MILLISECONDS)).isFalse();
		assertThat(patient.fast(ScrapeFormat.TEXT, null)).contains("sound_total 1.0").doesNotContain("stuck");
		stuck.countDown();
		first.join();
		assertThat(patient.fast(ScrapeFormat.TEXT, null)).contains("stuck 42.0", "sound_total 1.0");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void whoCountsFailuresMayFailToo() throws IOException {
		ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
			throw new NullPointerException("as it should");
		});
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors,
				Clock.SYSTEM);
		collectors.watch(registry, PrometheusConfig.DEFAULT);
		FunctionCounter.builder("failing", this, (any) -> {
			throw new IllegalStateException("as it should");
		}).register(registry);
		registry.counter("sound").increment();
		FastScrape fast = new FastScrape(collectors, null);
		for (int i = 0; i < 3; i++) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			fast.write(ScrapeFormat.TEXT, null, out);
			assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(registry.scrape()).contains("sound_total 1.0");
		}
	}

	@Test
	void labelsThatTheClientLibraryRefusesFailAsBefore() {
		this.meters.counter("double", "a.b", "1", "a_b", "2").increment();
		this.meters.timer("reserved", "quantile", "1").record(1, TimeUnit.SECONDS);
		this.meters.counter("twins", "a.b", "1").increment();
		this.meters.counter("twins", "a_b", "1").increment();
		this.meters.counter("sound").increment();
		this.scene.assertSame();
		assertThat(this.scene.fast(ScrapeFormat.TEXT, null)).contains("sound_total 1.0").doesNotContain("double");
	}

}
