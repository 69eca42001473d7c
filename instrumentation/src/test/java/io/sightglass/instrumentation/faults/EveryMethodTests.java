package io.sightglass.instrumentation.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.testing.Threads;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No method of the API throws, whatever it is given and whatever the registry does. The
 * seed of a failure prints; with it the same calls are made again.
 */
class EveryMethodTests {

	private static final int ROUNDS = Integer.getInteger("sightglass.walk.rounds", 20);

	private static final int LONGEST = 500;

	private static final long SEED = Long.getLong("sightglass.walk.seed", System.nanoTime());

	private static final Set<String> FAMILIES = Set.of("connections", "connection", "transport", "pipeline", "llm",
			"http", "set");

	private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private static final Level USUAL = ROOT.getLevel();

	@BeforeAll
	static void quiet() {
		ROOT.setLevel(Level.ERROR);
	}

	@AfterAll
	static void loud() {
		ROOT.setLevel(USUAL);
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "HANGS", "METERS_HANG" })
	void throwsNothing(HostileRegistry.Mood mood) throws Exception {
		HostileRegistry registry = new HostileRegistry();
		Walk walk = new Walk(registry, new Instruments(registry));
		registry.be(mood);
		go(walk);
		registry.be(HostileRegistry.Mood.HEALTHY);
		if (mood == HostileRegistry.Mood.METERS_THROW || mood == HostileRegistry.Mood.METERS_ERRORS) {
			assertThat(failures(registry)).containsAll(FAMILIES);
		}
		requireAtRest(registry);
	}

	static List<MeterFilter> filters() {
		return List.of(MeterFilter.deny(), new Throwing((id) -> true),
				new Throwing((id) -> id.getName().length() % 2 == 0), new MeterFilter() {
					@Override
					public Meter.Id map(Meter.Id id) {
						return id.withName("one");
					}
				});
	}

	@ParameterizedTest
	@MethodSource("filters")
	void throwsNothingBehindAFilter(MeterFilter filter) throws Exception {
		MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		Walk walk = new Walk(registry, new Instruments(registry));
		registry.config().meterFilter(filter);
		go(walk);
	}

	static Stream<Supplier<MeterRegistry>> registries() {
		return Stream
			.of(SimpleMeterRegistry::new, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
					() -> new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(),
							Clock.SYSTEM, "", null, null),
					() -> new CompositeMeterRegistry().add(new SimpleMeterRegistry()));
	}

	@ParameterizedTest
	@MethodSource("registries")
	void showsNothingThatCannotBe(Supplier<MeterRegistry> registries) throws Exception {
		MeterRegistry registry = registries.get();
		go(new Walk(registry, new Instruments(registry)));
		requireAtRest(registry);
		registry.forEachMeter(EveryMethodTests::requirePossible);
	}

	@ParameterizedTest
	@MethodSource("registries")
	void throwsNothingOnceTheRegistryIsClosed(Supplier<MeterRegistry> registries) throws Exception {
		MeterRegistry registry = registries.get();
		Walk walk = new Walk(registry, new Instruments(registry));
		registry.close();
		go(walk);
	}

	private static void go(Walk walk) throws Exception {
		Threads.run(2, (thread) -> walk.go(SEED + thread, ROUNDS));
		// A type whose constructor refuses most of what chance gives it takes longer.
		for (int more = 0; more < LONGEST && !walk.missed().isEmpty(); more++) {
			walk.go(SEED + 2 + more, 1);
		}
		walk.closeAll();
		assertThat(walk.faults).as(() -> "-Dsightglass.walk.seed=" + SEED + "\n" + stacks(walk)).isEmpty();
		assertThat(walk.missed()).isEmpty();
	}

	private static void requireAtRest(MeterRegistry registry) {
		for (String active : List.of("connections.active", "connection.streams.active", "http.requests.active",
				"llm.requests.active")) {
			assertThat(registry.find(active).gauges()).as(active + ", seed " + SEED)
				.allSatisfy((gauge) -> assertThat(gauge.value()).as(gauge.getId().toString()).isZero());
		}
		assertThat(registry.find("pipeline.records.in.flight").gauges())
			.allSatisfy((gauge) -> assertThat(gauge.value()).isNotNegative());
	}

	// A gauge shows what it is set to; all others only ever grow.
	private static void requirePossible(Meter meter) {
		String name = meter.getId() + ", seed " + SEED;
		if (meter instanceof Counter counter) {
			assertThat(counter.count()).as(name).isNotNegative().isNotNaN();
		}
		else if (meter instanceof Timer timer) {
			assertThat(timer.totalTime(TimeUnit.SECONDS)).as(name).isNotNegative().isNotNaN();
		}
		else if (meter instanceof DistributionSummary summary) {
			assertThat(summary.totalAmount()).as(name).isNotNegative();
		}
		else if (!(meter instanceof Gauge)) {
			meter.measure().forEach((each) -> assertThat(each.getValue()).as(name).isNotNegative().isNotNaN());
		}
	}

	private static Set<String> failures(MeterRegistry registry) {
		Set<String> families = new TreeSet<>();
		registry.find("sightglass.failures")
			.counters()
			.stream()
			.filter((counter) -> counter.count() > 0)
			.forEach((counter) -> families.add(String.valueOf(counter.getId().getTag("family"))));
		return families;
	}

	private static String stacks(Walk walk) {
		StringBuilder all = new StringBuilder();
		walk.faults.forEach((name, fault) -> {
			Throwable cause = (fault.getCause() != null) ? fault.getCause() : fault;
			all.append(name).append(": ").append(fault.getMessage()).append('\n');
			Arrays.stream(cause.getStackTrace()).limit(6).forEach((at) -> all.append('\t').append(at).append('\n'));
		});
		return all.toString();
	}

	/**
	 * A filter that throws from each of its methods, for some meters.
	 *
	 * @param which for which
	 */
	private record Throwing(Predicate<Meter.Id> which) implements MeterFilter {

		@Override
		public MeterFilterReply accept(Meter.Id id) {
			return which(id, MeterFilterReply.NEUTRAL);
		}

		@Override
		public Meter.Id map(Meter.Id id) {
			return (id.getName().length() % 3 == 0) ? which(id, id) : id;
		}

		@Override
		public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
			return which(id, config);
		}

		private <T> T which(Meter.Id id, T answer) {
			if (this.which.test(id)) {
				throw Hostile.error(id.getName().length(), "no " + id);
			}
			return answer;
		}

	}

}
