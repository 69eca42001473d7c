package io.sightglass.console;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A poll and a scrape of the same registry in the same thread.
 */
class PollCostTests {

	private static final int WARM_UP = 60;

	private static final int ROUNDS = 20;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final SnapshotWriter snapshots = new SnapshotWriter(this.registry,
			new FamilyStates(new MockEnvironment(), ""), () -> "");

	@BeforeEach
	void fill() {
		for (int i = 0; i < 50; i++) {
			String uri = "/orders/{id}/" + i;
			Timer timer = Timer.builder("http.server.requests")
				.description("Duration of HTTP server request handling")
				.tags("method", "GET", "uri", uri, "status", "200", "outcome", "SUCCESS", "exception", "none")
				.serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100),
						Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5))
				.register(this.registry);
			timer.record(Duration.ofMillis(20 + i));
			for (String status : new String[] { "200", "404", "500" }) {
				this.registry.counter("http.requests", "method", "GET", "uri", uri, "status", status).increment();
			}
			this.registry.gauge("pool." + i, i);
		}
	}

	@Test
	void aPollIsSmallerThanAScrape() {
		assertThat(poll().length).isLessThan(scrape().length);
	}

	@Test
	void aPollLeavesLessGarbageThanAScrape() {
		assertThat(allocated(this::poll)).isLessThan(allocated(this::scrape));
	}

	private long allocated(Runnable work) {
		for (int i = 0; i < WARM_UP; i++) {
			work.run();
		}
		long thread = Thread.currentThread().getId();
		long before = this.threads.getThreadAllocatedBytes(thread);
		for (int i = 0; i < ROUNDS; i++) {
			work.run();
		}
		return (this.threads.getThreadAllocatedBytes(thread) - before) / ROUNDS;
	}

	private byte[] poll() {
		return this.snapshots.write().getBytes(StandardCharsets.UTF_8);
	}

	private byte[] scrape() {
		return this.registry.scrape().getBytes(StandardCharsets.UTF_8);
	}

}
