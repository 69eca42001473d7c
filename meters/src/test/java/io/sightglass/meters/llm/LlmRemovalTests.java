package io.sightglass.meters.llm;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.ModelPrice;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Meters that leave the registry are there again with the next call, from zero, as those
 * of Boot and of Spring AI are, which look up theirs each time.
 */
class LlmRemovalTests {

	private static final PriceBook ONE_DOLLAR = (provider, model) -> ModelPrice.perMillion("1", "1");

	static List<Supplier<MeterRegistry>> registries() {
		return List.of(SimpleMeterRegistry::new, () -> new CompositeMeterRegistry().add(new SimpleMeterRegistry()),
				() -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
				() -> new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT), () -> {
					MeterRegistry registry = new SimpleMeterRegistry();
					registry.config().meterFilter(new MeterFilter() {
						@Override
						public Meter.Id map(Meter.Id id) {
							return id.withName("shop." + id.getName());
						}
					});
					return registry;
				});
	}

	@ParameterizedTest
	@MethodSource("registries")
	void areThereAgainAfterTheRegistryWasCleared(Supplier<MeterRegistry> maker) {
		MeterRegistry registry = maker.get();
		LlmMeters meters = meters(registry);
		ask(meters, "gpt-4o");
		ask(meters, "gpt-4o");
		List<Meter.Id> all = ids(registry);
		registry.clear();
		assertThat(ids(registry)).isEmpty();
		ask(meters, "gpt-4o");
		assertThat(ids(registry)).containsExactlyInAnyOrderElementsOf(all);
		assertThat(sum(registry, "llm.requests")).isOne();
		assertThat(sum(registry, "llm.tokens")).isEqualTo(1_000_000);
		assertThat(sum(registry, "llm.cost")).isOne();
		assertThat(sum(registry, "llm.requests.active")).isZero();
		// What was spent was spent.
		assertThat(sum(registry, "llm.budget.spent")).isEqualTo(3);
		assertThat(meters.start("openai", "gpt-4o", "chat")).isNotNull();
		assertThat(sum(registry, "llm.requests.active")).isOne();
	}

	@ParameterizedTest
	@MethodSource("registries")
	void areThereAgainWhereThoseOfOneModelWereRemoved(Supplier<MeterRegistry> maker) {
		MeterRegistry registry = maker.get();
		LlmMeters meters = meters(registry);
		ask(meters, "gpt-4o");
		ask(meters, "gpt-4.1");
		List<Meter.Id> all = ids(registry);
		registry.getMeters()
			.stream()
			.filter((meter) -> "gpt-4.1".equals(meter.getId().getTag("model")))
			.forEach(registry::remove);
		assertThat(ids(registry)).hasSizeLessThan(all.size());
		ask(meters, "gpt-4.1");
		ask(meters, "gpt-4o");
		assertThat(ids(registry)).containsExactlyInAnyOrderElementsOf(all);
		assertThat(sum(registry, "llm.requests")).isEqualTo(3);
		assertThat(sum(registry, "llm.cost")).isEqualTo(3);
	}

	@Test
	@Timeout(60)
	void noThreadWaitsForAnotherOrGoesOnWithWhatIsGone() throws Exception {
		MeterRegistry registry = new SimpleMeterRegistry();
		LlmMeters meters = meters(registry);
		for (int round = 0; round < 40; round++) {
			String model = "model" + round;
			List<Thread> threads = IntStream.range(0, 3).mapToObj((each) -> new Thread(() -> {
				for (int i = 0; i < 100; i++) {
					if (each == 0 && i % 4 == 0) {
						registry.clear();
					}
					ask(meters, model + "-" + i % 5);
				}
			})).toList();
			threads.forEach(Thread::start);
			for (Thread thread : threads) {
				thread.join();
			}
			double before = sum(registry, "llm.requests");
			IntStream.range(0, 5).forEach((i) -> ask(meters, model + "-" + i));
			assertThat(sum(registry, "llm.requests") - before).isEqualTo(5);
		}
	}

	private static LlmMeters meters(MeterRegistry registry) {
		Instruments instruments = new Instruments(registry);
		Budget budget = new Budget(instruments, OptionalDouble.of(100), OptionalDouble.empty(), 0.9, (crossed) -> {
		});
		return LlmMeters.in(instruments, ONE_DOLLAR, budget);
	}

	private static void ask(LlmMeters meters, String model) {
		LlmCall call = meters.start("openai", model, "chat");
		call.usage(LlmUsage.inclusive(600_000, 400_000, 0, 0, 0));
		call.ended(null);
	}

	private static List<Meter.Id> ids(MeterRegistry registry) {
		return registry.getMeters().stream().map(Meter::getId).toList();
	}

	private static double sum(MeterRegistry registry, String name) {
		return registry.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().matches("(shop\\.)?" + name.replace(".", "\\.")))
			.flatMap((meter) -> Stream.of(meter.measure().iterator().next().getValue()))
			.mapToDouble(Double::doubleValue)
			.sum();
	}

}
