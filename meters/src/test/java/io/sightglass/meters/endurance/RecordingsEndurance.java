package io.sightglass.meters.endurance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many recordings from many threads, while meters come and go and somebody scrapes. More
 * of them with {@code -Dsightglass.endurance.recordings=1000000000}.
 */
class RecordingsEndurance {

	private static final Logger logger = LoggerFactory.getLogger(RecordingsEndurance.class);

	private static final long RECORDINGS = Long.getLong("sightglass.endurance.recordings", 50_000_000);

	private static final int PLATFORM_THREADS = 64;

	private static final int VIRTUAL_THREADS = 10_000;

	private static final int PARTS = 4;

	private static final long MEGABYTE = 1024 * 1024;

	private final PrometheusMeterRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), Clock.SYSTEM, "", null, null);

	private final Recordings recordings = new Recordings(this.registry);

	@Test
	void platformThreadsLoseNothing() throws Exception {
		endure(PLATFORM_THREADS, Executors.newFixedThreadPool(PLATFORM_THREADS));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsLoseNothing() throws Exception {
		endure(VIRTUAL_THREADS,
				(ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
	}

	private void endure(int threads, ExecutorService executor) throws Exception {
		long rounds = RECORDINGS / Recordings.A_ROUND / PARTS / threads;
		List<Long> heaps = new ArrayList<>();
		long start = System.nanoTime();
		try (Disturbance disturbance = new Disturbance(this.registry)) {
			for (int part = 0; part < PARTS; part++) {
				List<Future<?>> running = new ArrayList<>();
				for (int i = 0; i < threads; i++) {
					running.add(executor.submit(() -> this.recordings.record(rounds)));
				}
				for (Future<?> one : running) {
					one.get(1, TimeUnit.HOURS);
				}
				assertThat(this.recordings.active()).isZero();
				heaps.add(Disturbance.heapAfterGc() / MEGABYTE);
			}
			logger.info("{} recordings on {} threads in {} s, {} scrapes, {} meters came and went, heap after GC {} MB",
					rounds * Recordings.A_ROUND * PARTS * threads, threads,
					TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), disturbance.scrapes(),
					disturbance.meters(), heaps);
		}
		finally {
			executor.shutdownNow();
		}
		this.recordings.requireExact();
		assertThat(heaps.get(PARTS - 1)).isLessThanOrEqualTo(heaps.get(0) + 4);
	}

}
