package io.sightglass.instrumentation.faults;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.testing.Threads;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClosedRegistryTests {

	private static final int ROUNDS = 400;

	static List<MeterRegistry> registries() {
		return List.of(new SimpleMeterRegistry(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
				new CompositeMeterRegistry().add(new SimpleMeterRegistry()));
	}

	@ParameterizedTest
	@MethodSource("registries")
	void aRegistryClosedUnderLoadBreaksNobody(MeterRegistry registry) throws Exception {
		Instruments instruments = new Instruments(registry);
		FamilyWork work = new FamilyWork(instruments);
		AtomicInteger done = new AtomicInteger();
		// What a thread throws fails the test.
		Threads.run(6, (thread) -> {
			for (int i = 0; i < ROUNDS; i++) {
				work.once("before" + (i % 7));
				if (done.incrementAndGet() == 3 * ROUNDS) {
					registry.close();
				}
				work.once("thread" + thread + "round" + (i % 50));
			}
		});
		assertThat(registry.isClosed()).isTrue();
		FamilyWork late = new FamilyWork(instruments);
		late.once("late");
		assertThat(registry.find("pipeline.records.processed").tag("pipeline", "late").meter()).isNull();
		if (registry instanceof PrometheusMeterRegistry prometheus) {
			assertThat(prometheus.scrape()).isNotNull();
		}
	}

}
