package io.sightglass.autoconfigure.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class HangingCollectorTests {

	private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final PrometheusRegistry client = new ResilientPrometheusRegistry(this.failures::add,
			Duration.ofMillis(50));

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, this.client,
			Clock.SYSTEM);

	private final CountDownLatch stuck = new CountDownLatch(1);

	private final AtomicInteger inside = new AtomicInteger();

	static List<Function<HangingCollectorTests, Runnable>> users() {
		return List.of((test) -> {
			Gauge.builder("stuck", test, HangingCollectorTests::hang).register(test.registry);
			return () -> test.registry.remove(test.registry.get("stuck").meter());
		}, (test) -> {
			FunctionCounter.builder("stuck", test, HangingCollectorTests::hang).register(test.registry);
			return () -> test.registry.remove(test.registry.get("stuck").meter());
		}, (test) -> {
			GaugeWithCallback gauge = GaugeWithCallback.builder()
				.name("stuck")
				.callback((callback) -> callback.call(test.hang()))
				.register(test.client);
			return () -> test.client.unregister(gauge);
		});
	}

	@AfterEach
	void free() {
		this.stuck.countDown();
	}

	@ParameterizedTest
	@MethodSource("users")
	void aUsersGaugeThatHangsHoldsOneScrapeAndIsMissingInTheNext(Function<HangingCollectorTests, Runnable> user) {
		Runnable remove = user.apply(this);
		MeterRegistry meters = this.registry;
		meters.counter("sound").increment();
		Thread first = new Thread(this.registry::scrape, "scrape");
		first.setDaemon(true);
		first.start();
		Awaitility.await().until(() -> this.inside.get() == 1);
		for (int i = 1; i <= 5; i++) {
			Awaitility.await().pollDelay(Duration.ofMillis(60)).until(() -> true);
			assertThat(this.registry.scrape()).contains("sound_total 1.0").doesNotContain("stuck");
			assertThat(this.failures).hasSize(i);
		}
		assertThat(this.inside).hasValue(1);
		assertThat(this.failures)
			.allSatisfy((failure) -> assertThat(failure).hasStackTraceContaining("HangingCollectorTests.hang"));
		this.stuck.countDown();
		Awaitility.await().until(() -> !first.isAlive());
		assertThat(this.registry.scrape()).contains("stuck").contains("42.0");
		remove.run();
		assertThat(this.registry.scrape()).contains("sound_total 1.0").doesNotContain("stuck");
	}

	@Test
	void aCollectorMayComeBackUnderItsName() {
		GaugeWithCallback.Builder gauge = GaugeWithCallback.builder()
			.name("client_gauge")
			.callback((callback) -> callback.call(1));
		GaugeWithCallback registered = gauge.register(this.client);
		this.client.unregister(registered);
		gauge.register(this.client);
		assertThat(this.registry.scrape()).containsOnlyOnce("client_gauge 1.0");
	}

	private double hang() {
		this.inside.incrementAndGet();
		try {
			this.stuck.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return 42;
	}

}
