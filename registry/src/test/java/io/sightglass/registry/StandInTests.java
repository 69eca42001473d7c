package io.sightglass.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What one stand-in a family makes of Micrometer's own rules, beside Micrometer. */
class StandInTests {

	private final Clock clock = new MockClock();

	private final PrometheusMeterRegistry micrometers = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), this.clock);

	private final PrometheusMeterRegistry ours = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), this.clock, "", null, null);

	@Test
	void anyMeterMayGoFirst() {
		for (int seed = 0; seed < 50; seed++) {
			for (String kind : List.of("counter", "timer", "summary")) {
				List<Integer> order = new ArrayList<>(IntStream.range(0, 8).boxed().toList());
				Collections.shuffle(order, new Random(seed));
				assertSame((registry) -> IntStream.range(0, 6).forEach((i) -> register(registry, kind, i)));
				for (int i : order) {
					assertSame((registry) -> registry.getMeters()
						.stream()
						.filter((meter) -> meter.getId().getTags().toString().contains("v" + i))
						.forEach(registry::remove));
					assertSame((registry) -> Gauge.builder("m", () -> 1).tag("k", "kind").register(registry));
					assertSame((registry) -> registry.remove(registry.get("m").tag("k", "kind").gauge()));
					if (i == 2) {
						// Back among those that are left.
						assertSame((registry) -> IntStream.range(5, 8).forEach((j) -> register(registry, kind, j)));
					}
				}
				assertSame(MeterRegistry::clear);
			}
		}
	}

	@Test
	void functionsStayWhenTheLastOfOursGoes() {
		assertSame((registry) -> registry.counter("m", "k", "v0").increment());
		assertSame((registry) -> FunctionCounter.builder("m", this, (self) -> 3).tag("k", "v1").register(registry));
		assertSame((registry) -> registry.remove(registry.get("m").tag("k", "v0").counter()));
		assertSame((registry) -> registry.counter("m", "k", "v2").increment(2));
		assertSame((registry) -> registry.remove(registry.get("m").tag("k", "v1").functionCounter()));
		assertSame((registry) -> registry.remove(registry.get("m").tag("k", "v2").counter()));
		assertSame((registry) -> registry.timer("m"));
	}

	@Test
	void theHelpIsThatOfWhoeverComesFirstInMicrometersMap() {
		for (int i = 0; i < 40; i++) {
			String value = "v" + i;
			int each = i;
			assertSame((registry) -> {
				if (each % 3 == 0) {
					FunctionCounter.builder("m", this, (self) -> 3)
						.description("d" + value)
						.tag("k", value)
						.register(registry);
				}
				else {
					Counter.builder("m").description("d" + value).tag("k", value).register(registry);
				}
			});
		}
	}

	@Test
	void theHelpOfTheMaximumIsThatOfWhoHasOne() {
		for (int i = 0; i < 40; i++) {
			String value = "v" + i;
			int each = i;
			assertSame((registry) -> {
				if (each % 3 == 0) {
					FunctionTimer.builder("m", this, (self) -> 3, (self) -> 3, TimeUnit.SECONDS)
						.description("d" + value)
						.tag("k", value)
						.register(registry);
				}
				else {
					Timer.builder("m").description("d" + value).tag("k", value).register(registry);
				}
			});
		}
	}

	@Test
	void whoListensForRefusedMetersHearsTheirOwnIds() {
		List<Meter.Id> refusedByMicrometer = new ArrayList<>();
		List<Meter.Id> refusedByOurs = new ArrayList<>();
		this.micrometers.config().onMeterRegistrationFailed((id, reason) -> refusedByMicrometer.add(id));
		this.ours.config().onMeterRegistrationFailed((id, reason) -> refusedByOurs.add(id));
		assertSame((registry) -> {
			registry.counter("a.b", "k", "1").increment();
			registry.counter("a_b", "k", "2").increment();
			registry.timer("t.s", "k", "1");
			registry.timer("t_s", "k", "2", "l", "3");
		});
		assertThat(refusedByOurs).hasSize(2).isEqualTo(refusedByMicrometer);
	}

	private static void register(MeterRegistry registry, String kind, int number) {
		String value = "v" + number;
		switch (kind) {
			case "counter" -> registry.counter("m", "k", value).increment(number);
			case "timer" -> registry.timer("m", "k", value);
			default -> registry.summary("m", "k", value).record(number);
		}
	}

	private void assertSame(Consumer<MeterRegistry> action) {
		action.accept(this.micrometers);
		action.accept(this.ours);
		assertThat(this.ours.scrape()).isEqualTo(this.micrometers.scrape());
		assertThat(this.ours.getMeters()).hasSameSizeAs(this.micrometers.getMeters());
	}

}
