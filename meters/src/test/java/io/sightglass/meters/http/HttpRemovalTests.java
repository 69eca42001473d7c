package io.sightglass.meters.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Removals;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Meters leave the registry, one by one or all at once, and the requests go on: beside
 * Boot's handler, which looks its timer up for each request.
 */
class HttpRemovalTests {

	private static final int STEPS = 3000;

	private static final String TIMER = "http.server.requests";

	static Stream<Named<Supplier<MeterRegistry>>> registries() {
		return Stream.of(Named.of("simple", SimpleMeterRegistry::new),
				Named.of("composite",
						() -> new CompositeMeterRegistry(Clock.SYSTEM, List.of(new SimpleMeterRegistry()))),
				Named.of("ours", () -> new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
						new PrometheusRegistry(), Clock.SYSTEM, "", null, null)));
	}

	@ParameterizedTest
	@MethodSource("registries")
	void goesOnAsBootDoes(Supplier<MeterRegistry> maker) {
		goesOn(maker, 1);
		goesOn(() -> {
			MeterRegistry registry = maker.get();
			registry.config().meterFilter(new MeterFilter() {
				@Override
				public Meter.Id map(Meter.Id id) {
					return id.withName("shop." + id.getName());
				}
			});
			return registry;
		}, 2);
	}

	private static void goesOn(Supplier<MeterRegistry> maker, long seed) {
		Random random = new Random(seed);
		MeterRegistry registry = maker.get();
		MeterRegistry boots = maker.get();
		HttpMeters meters = HttpMeters.in(new Instruments(registry), Sampler.ALWAYS);
		DefaultMeterObservationHandler handler = new DefaultMeterObservationHandler(boots,
				DefaultMeterObservationHandler.IgnoredMeters.LONG_TASK_TIMER);
		Deque<HttpExchange> exchanges = new ArrayDeque<>();
		Deque<Observation.Context> contexts = new ArrayDeque<>();
		for (int i = 0; i < STEPS; i++) {
			int step = random.nextInt(20);
			if (step == 0 && random.nextInt(10) == 0) {
				registry.clear();
				boots.clear();
			}
			else if (step == 1) {
				List<Meter> all = registry.getMeters();
				if (!all.isEmpty()) {
					Meter.Id gone = all.get(random.nextInt(all.size())).getId();
					registry.remove(gone);
					boots.remove(gone);
				}
			}
			else if (step < 11 || exchanges.isEmpty()) {
				exchanges.add(meters.start());
				Observation.Context context = new Observation.Context();
				context.setName(TIMER);
				handler.onStart(context);
				contexts.add(context);
				assertThat(active(registry)).isEqualTo(exchanges.size());
			}
			else {
				KeyValues tags = tags(random.nextInt(5));
				HttpExchange exchange = exchanges.remove();
				exchange.answered(TIMER, tags, "none");
				Observation.Context context = contexts.remove();
				context.addLowCardinalityKeyValues(tags);
				handler.onStop(context);
				double before = weighed(registry);
				if (random.nextInt(10) == 0) {
					registry.clear();
					boots.clear();
					before = 0;
				}
				exchange.transferred(0, 10);
				assertThat(weighed(registry) - before).isEqualTo(10);
			}
			assertThat(timers(registry)).as("after step %d", i).isEqualTo(timers(boots));
		}
	}

	@Test
	void noThreadGoesOnWithWhatIsGone() throws Exception {
		MeterRegistry registry = new SimpleMeterRegistry();
		HttpMeters meters = HttpMeters.in(new Instruments(registry), Sampler.ALWAYS);
		for (int round = 0; round < 40; round++) {
			// Names that the registry has never had.
			String timer = "timer" + round;
			CountDownLatch start = new CountDownLatch(1);
			List<Thread> threads = IntStream.range(0, 3).mapToObj((each) -> new Thread(() -> {
				awaitStart(start);
				for (int i = 0; i < 200; i++) {
					if (each == 0 && i % 4 == 0) {
						registry.clear();
					}
					record(meters, timer, i % 5);
				}
			})).toList();
			threads.forEach(Thread::start);
			start.countDown();
			for (Thread thread : threads) {
				thread.join();
			}
			for (int route = 0; route < 5; route++) {
				Map<String, Double> before = counts(registry);
				record(meters, timer, route);
				Map<String, Double> after = counts(registry);
				assertThat(after.getOrDefault("http.requests", 0.0) - before.getOrDefault("http.requests", 0.0))
					.isOne();
				assertThat(after.getOrDefault(timer, 0.0) - before.getOrDefault(timer, 0.0)).isOne();
				assertThat(
						after.getOrDefault("http.response.size", 0.0) - before.getOrDefault("http.response.size", 0.0))
					.isOne();
				assertThat(active(registry)).isZero();
			}
		}
	}

	@Test
	void keepsTheRoutesWhereOthersLeave() {
		MeterRegistry registry = new SimpleMeterRegistry();
		AtomicInteger forgotten = new AtomicInteger();
		Removals removals = Removals.of(new Instruments(registry), "http", (removed) -> forgotten.incrementAndGet());
		removals.hold(registry.counter("held", "a", "1"));
		removals.hold(registry.counter("held", "a", "2"));
		assertThat(forgotten).hasValue(1);
		registry.remove(registry.counter("other"));
		assertThat(forgotten).hasValue(1);
		registry.remove(registry.counter("held", "a", "2"));
		assertThat(forgotten).hasValue(2);
	}

	private static void awaitStart(CountDownLatch start) {
		try {
			start.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void record(HttpMeters meters, String timer, int route) {
		HttpExchange exchange = meters.start();
		exchange.answered(timer, tags(route), "none");
		exchange.transferred(0, 1);
	}

	// Counts, by name.
	private static Map<String, Double> counts(MeterRegistry registry) {
		return registry.getMeters()
			.stream()
			.collect(Collectors.groupingBy((meter) -> meter.getId().getName(),
					Collectors.summingDouble((meter) -> meter.measure().iterator().next().getValue())));
	}

	private static double active(MeterRegistry registry) {
		return registry.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().endsWith("http.requests.active"))
			.mapToDouble((meter) -> meter.measure().iterator().next().getValue())
			.findFirst()
			.orElse(Double.NaN);
	}

	private static double weighed(MeterRegistry registry) {
		return registry.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().endsWith("http.response.size"))
			.mapToDouble((meter) -> ((io.micrometer.core.instrument.DistributionSummary) meter).totalAmount())
			.sum();
	}

	private static Map<String, Long> timers(MeterRegistry registry) {
		Map<String, Long> counts = new TreeMap<>();
		for (Meter meter : registry.getMeters()) {
			if (meter instanceof Timer timer) {
				counts.put(timer.getId().getName() + timer.getId().getTags(), timer.count());
			}
		}
		return counts;
	}

	private static KeyValues tags(int route) {
		return KeyValues.of(KeyValue.of("method", "GET"), KeyValue.of("uri", "/r" + route),
				KeyValue.of("status", "200"), KeyValue.of("outcome", "SUCCESS"), KeyValue.of("exception", "none"));
	}

}
