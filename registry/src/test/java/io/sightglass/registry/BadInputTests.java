package io.sightglass.registry;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Filters, tags and naming conventions of the application's that throw: every meter is
 * there as without them.
 */
@SuppressWarnings("NullAway") // Applications hand in and answer with anything.
class BadInputTests {

	private final SightglassPrometheusRegistry registry = registry();

	private final SightglassPrometheusRegistry without = registry();

	private final Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private static SightglassPrometheusRegistry registry() {
		return new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, "",
				null, null);
	}

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void listenNoMore() {
		this.logger.detachAppender(this.log);
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "link", "null" })
	void aFilterThatFailsIsCountedAndNamedOnce(String way) {
		this.registry.config().meterFilter(new Failing(way));
		use(this.registry);
		use(this.without);
		assertThat(text()).isEqualTo(this.without.scrape());
		assertThat(failures()).isPositive();
		assertThat(this.log.list).singleElement()
			.extracting(ILoggingEvent::getFormattedMessage)
			.asString()
			.contains(Failing.class.getName(), "'orders'", "sightglass.failures");
	}

	@Test
	void aFilterThatFailsLosesNoLimiterThatComesLater() {
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(3, 100), "");
		this.registry.config().meterFilter(new Failing("throw")).meterFilter(limiter);
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < 10; i++) {
				this.registry.counter("orders", "customer", "c" + i).increment();
			}
		}
		assertThat(this.registry.find("orders").counters()).hasSize(4);
		assertThat(this.registry.get("orders").tag("customer", "other").counter().count()).isEqualTo(14);
	}

	@Test
	void aFilterThatConfiguresNothingIsRight() {
		this.registry.config().meterFilter(new MeterFilter() {
			@Override
			public @Nullable DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
				return null;
			}
		});
		use(this.registry);
		use(this.without);
		assertThat(this.registry.scrape()).isEqualTo(this.without.scrape());
		assertThat(this.log.list).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "link", "null", "empty" })
	void aConventionThatFailsGivesWayToTheRegistrysOwn(String way) {
		this.registry.config().namingConvention(new FailingConvention(way, true));
		use(this.registry);
		use(this.without);
		assertThat(text()).isEqualTo(this.without.scrape());
		assertThat(failures()).isPositive();
		assertThat(this.log.list).singleElement()
			.extracting(ILoggingEvent::getFormattedMessage)
			.asString()
			.contains(FailingConvention.class.getName(), "'orders'");
		this.registry.remove(this.registry.get("orders").counter());
		assertThat(text()).doesNotContain("orders_total");
	}

	@Test
	void aConventionThatFailsForTagsOnlyIsCountedThoughNothingCanBeRegisteredMeanwhile() {
		this.registry.config().namingConvention(new FailingConvention("throw", false));
		for (int i = 0; i < 100; i++) {
			this.registry.counter("c" + i, "k", "v").increment();
			this.registry.timer("t" + i, "k", "v").record(1, TimeUnit.SECONDS);
		}
		assertThat(this.registry.scrape()).contains("c99_total{k=\"v\"} 1.0", "t99_count{k=\"v\"} 1");
		assertThat(failures()).isGreaterThanOrEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "link", "null" })
	void aTagThatFailsIsLeftOut(String way) {
		this.registry.counter("orders", Tags.of(new FailingTag("k", way))).increment();
		this.registry.counter("orders", Tags.of(new FailingTag("k", way), Tag.of("l", "v"))).increment();
		Counter again = this.registry.counter("orders", Tags.of(new FailingTag("k", way), Tag.of("l", "v")));
		again.increment();
		this.registry.timer("took", Tags.of(new FailingTag(null, way))).record(1, TimeUnit.SECONDS);
		assertThat(this.registry.scrape()).contains("orders_total 1.0\n", "orders_total{l=\"v\"} 2.0\n",
				"took_seconds_count 1\n");
		assertThat(failures()).isPositive();
		assertThat(this.log.list.get(0).getFormattedMessage()).contains(FailingTag.class.getName(), "'orders'");
	}

	@Test
	void aTagOfAnotherClassIsAsGoodAsAny() {
		Tag own = new Tag() {
			@Override
			public String getKey() {
				return "k";
			}

			@Override
			public String getValue() {
				return "v";
			}
		};
		this.registry.counter("orders", Tags.of(own)).increment();
		assertThat(this.registry.find("orders").tags(Tags.of(own)).counter()).isNotNull();
		assertThat(this.registry.scrape()).contains("orders_total{k=\"v\"} 1.0\n");
	}

	// One counts a failure under the registry's lock, the other before it has it.
	@Test
	@Timeout(60)
	void failuresInSeveralThreadsWaitForNobody() throws InterruptedException {
		for (int round = 0; round < 50; round++) {
			SightglassPrometheusRegistry fresh = registry();
			fresh.config().meterFilter(new Failing("throw"));
			CountDownLatch start = new CountDownLatch(1);
			List<Thread> threads = List.of(new Thread(() -> count(fresh, start, "a")),
					new Thread(() -> count(fresh, start, "b")));
			threads.forEach(Thread::start);
			start.countDown();
			for (Thread thread : threads) {
				thread.join();
			}
			assertThat(fresh.find("sightglass.failures").counter()).isNotNull();
		}
	}

	private static void count(SightglassPrometheusRegistry registry, CountDownLatch start, String name) {
		try {
			start.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		for (int i = 0; i < 20; i++) {
			registry.counter(name + i).increment();
		}
	}

	private static void use(SightglassPrometheusRegistry registry) {
		registry.counter("orders", "country", "de").increment();
		registry.timer("took", "country", "de").record(1, TimeUnit.SECONDS);
		registry.summary("size").record(3);
		registry.gauge("level", Tags.of("country", "de"), 7);
		registry.more().longTaskTimer("running", "country", "de");
		FunctionTimer.builder("spent", registry, (any) -> 1, (any) -> 2, TimeUnit.SECONDS).register(registry);
	}

	private String text() {
		return this.registry.scrape()
			.lines()
			.filter((line) -> !line.contains("sightglass_failures"))
			.map((line) -> line + "\n")
			.reduce("", String::concat);
	}

	private double failures() {
		return this.registry.get("sightglass.failures").tag("family", "registry").counter().count();
	}

	private static String fail(String way) {
		switch (way) {
			case "throw" -> throw new IllegalStateException("as it should");
			case "link" -> throw new NoSuchMethodError("as it should");
			default -> {
				return null;
			}
		}
	}

	private record Failing(String way) implements MeterFilter {

		@Override
		public Meter.Id map(Meter.Id id) {
			fail(this.way);
			return null;
		}

		@Override
		public MeterFilterReply accept(Meter.Id id) {
			fail(this.way);
			return null;
		}

		@Override
		public @Nullable DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
			fail(this.way);
			return null;
		}

	}

	private record FailingConvention(String way, boolean names) implements NamingConvention {

		@Override
		public String name(String name, Meter.Type type, @Nullable String baseUnit) {
			return !this.names ? name : this.way.equals("empty") ? "" : fail(this.way);
		}

		@Override
		public String tagKey(String key) {
			return this.way.equals("empty") ? "" : fail(this.way);
		}

		@Override
		public String tagValue(String value) {
			return this.way.equals("empty") ? "" : fail(this.way);
		}

	}

	private record FailingTag(@Nullable String key, String way) implements Tag {

		@Override
		public String getKey() {
			return (this.key != null) ? this.key : fail(this.way);
		}

		@Override
		public String getValue() {
			return fail(this.way);
		}

	}

}
