package io.sightglass.registry.internal.scrape;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusDurationNamingConvention;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class FastScrapeTests {

	private final MockClock clock = new MockClock();

	private final Scene scene = new Scene(this.clock, PrometheusConfig.DEFAULT);

	private final PrometheusMeterRegistry meters = this.scene.meters;

	@Test
	void anEmptyRegistryIsEmpty() {
		this.scene.assertSame();
	}

	@Test
	void aScrapeAmidARegistrationIsNoReasonToGiveAFamilyUp() {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger(FastScrape.class);
		logger.addAppender(log);
		ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
		});
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors,
				Clock.SYSTEM);
		FastScrape scrape = new FastScrape(collectors, null);
		// Micrometer has the meter in its collector by now, and tells others of it later.
		AtomicBoolean amid = new AtomicBoolean(true);
		registry.config().onMeterAdded((meter) -> {
			if (amid.get()) {
				assertThatNoException()
					.isThrownBy(() -> scrape.write(ScrapeFormat.TEXT, null, OutputStream.nullOutputStream()));
			}
		});
		collectors.watch(registry, PrometheusConfig.DEFAULT);
		registry.counter("c", "k", "1").increment();
		registry.counter("c", "k", "2").increment();
		amid.set(false);
		registry.counter("c", "k", "3").increment();
		try {
			assertThat(log.list).noneMatch((event) -> event.getLevel() == Level.WARN);
			for (int i = 0; i < 3; i++) {
				ByteArrayOutputStream out = new ByteArrayOutputStream();
				assertThatNoException().isThrownBy(() -> scrape.write(ScrapeFormat.TEXT, null, out));
				assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(registry.scrape());
			}
		}
		finally {
			logger.detachAppender(log);
		}
	}

	@Test
	void writesEveryKindOfMeter() {
		this.meters.counter("c", "b", "2", "a", "1").increment(3);
		this.meters.counter("c", "b", "1", "a", "2").increment(4.5);
		Counter.builder("bytes.sent")
			.baseUnit("bytes")
			.description("What went\nout \\ \"really\"")
			.register(this.meters);
		this.meters.gauge("g", Double.NaN);
		this.meters.gauge("g", Tags.of("x", "1"), Double.NEGATIVE_INFINITY);
		this.meters.gauge("build.info", Tags.of("version", "1"), 1);
		TimeGauge.builder("since", () -> 1500, TimeUnit.MILLISECONDS).register(this.meters);
		FunctionCounter.builder("fc", this, (any) -> 12345678).register(this.meters);
		FunctionTimer.builder("ft", this, (any) -> 7, (any) -> 9, TimeUnit.MINUTES).register(this.meters);
		this.meters.timer("plain", "k", "v").record(Duration.ofMillis(12));
		Timer.builder("slo")
			.serviceLevelObjectives(Duration.ofMillis(5), Duration.ofSeconds(1))
			.register(this.meters)
			.record(Duration.ofMillis(12));
		Timer.builder("hist")
			.publishPercentileHistogram()
			.tag("a", "b")
			.register(this.meters)
			.record(Duration.ofMillis(12));
		Timer.builder("quant").publishPercentiles(0.99, 0.5).register(this.meters).record(Duration.ofMillis(12));
		DistributionSummary.builder("size")
			.serviceLevelObjectives(10, 20.5)
			.baseUnit("bytes")
			.register(this.meters)
			.record(15);
		DistributionSummary.builder("size.plain").scale(2.5).register(this.meters).record(15);
		DistributionSummary.builder("size.q").publishPercentiles(0.5).register(this.meters).record(15);
		this.meters.more().longTaskTimer("ltt", "a", "b").start();
		this.clock.add(Duration.ofSeconds(3));
		this.scene.assertSame();
		assertThat(this.scene.isAllFast()).isTrue();
		assertThat(this.scene.fast(ScrapeFormat.TEXT, null)).contains("c_total{a=\"1\",b=\"2\"} 3.0\n",
				"fc_total 1.2345678E7\n", "build_info{version=\"1\"} 1\n", "since_seconds 1.5\n");
	}

	@Test
	void leavesToTheClientLibraryWhatItCannotWrite() {
		LongTaskTimer.builder("h").publishPercentileHistogram().register(this.meters).start();
		LongTaskTimer.builder("q").publishPercentiles(0, 0.5).register(this.meters);
		Meter
			.builder("own", Meter.Type.OTHER, List.of(new Measurement(() -> 1.0, Statistic.COUNT),
					new Measurement(() -> 2.0, Statistic.VALUE), new Measurement(() -> 3.0, Statistic.MAX)))
			.tag("a", "b")
			.register(this.meters);
		this.meters.counter("m").increment();
		this.scene.assertSame();
		this.meters.get("q").longTaskTimer().start();
		this.clock.add(Duration.ofSeconds(3));
		this.scene.assertSame();
		assertThat(this.scene.isAllFast()).isFalse();
	}

	@Test
	void mergesCollectorsOfTheClientLibrary() {
		this.meters.counter("m").increment();
		this.meters.timer("t").record(1, TimeUnit.SECONDS);
		this.scene.assertSame();
		GaugeWithCallback a = GaugeWithCallback.builder()
			.name("a_first")
			.callback((call) -> call.call(1))
			.register(this.scene.collectors);
		GaugeWithCallback.builder().name("z_last").callback((call) -> call.call(2)).register(this.scene.collectors);
		// The name of a family that Micrometer makes beside the timer.
		GaugeWithCallback clash = GaugeWithCallback.builder()
			.name("t_seconds_max")
			.labelNames("l")
			.help(" ")
			.callback((call) -> call.call(2, "v"))
			.register(this.scene.collectors);
		this.scene.assertSame();
		this.scene.collectors.unregister(a);
		this.scene.collectors.unregister(clash);
		this.scene.assertSame();
		this.scene.collectors.register(() -> GaugeSnapshot.builder().name("m_gauge").build());
		this.scene.assertSame();
	}

	@Test
	void followsMetersThatComeAndGo() {
		Counter first = this.meters.counter("c", "i", "1");
		this.scene.assertSame();
		this.meters.counter("c", "i", "0").increment();
		this.meters.counter("c", "i", "2").increment();
		this.scene.assertSame();
		this.meters.remove(first);
		this.scene.assertSame();
		this.meters.clear();
		this.scene.assertSame();
		this.meters.counter("c", "i", "1").increment(2);
		this.scene.assertSame();
	}

	@Test
	void aMeterThatMicrometerRefusesIsNotThere() {
		this.meters.counter("a.b").increment();
		this.meters.counter("a_b").increment();
		this.meters.timer("a.b.c").record(1, TimeUnit.SECONDS);
		this.meters.gauge("a.b.c.seconds", 3);
		this.scene.assertSame();
		this.meters.remove(this.meters.get("a.b").counter());
		this.scene.assertSame();
		this.meters.counter("a_b", "x", "y").increment();
		this.scene.assertSame();
	}

	@Test
	void differentTagsAndDescriptionsOfOneName() {
		for (int i = 0; i < 40; i++) {
			Counter.builder("many")
				.tag("k" + i % 3, "v" + i)
				.description("number " + i)
				.register(this.meters)
				.increment(i);
			this.scene.assertSame();
		}
		this.meters.remove(this.meters.get("many").tag("k0", "v0").counter());
		this.scene.assertSame();
	}

	@Test
	void oddNamesAndValues() {
		this.meters.counter("9.lives", "__x", "y", "a:b", "c", "ü", "ö\n\"\\\uD83D\uDE00", "lone", "\uD83Dx")
			.increment();
		this.meters.counter("a:b.total", "k", "").increment();
		this.meters.counter("made.created").increment();
		this.meters.counter("some.info").increment();
		this.meters.gauge("a.total", 3);
		this.meters.gauge("a.bucket", 3);
		this.meters.timer("t.seconds.max").record(1, TimeUnit.NANOSECONDS);
		this.meters.counter("long", "k", "x".repeat(200_000)).increment();
		this.scene.assertSame();
		assertThat(this.scene.isAllFast()).isTrue();
	}

	@Test
	void choosesFamiliesByName() {
		this.meters.counter("c").increment();
		this.meters.timer("t").record(1, TimeUnit.SECONDS);
		for (int i = 0; i < 3; i++) {
			for (Set<String> names : List.of(Set.of("c"), Set.of("c_total"), Set.of("t_seconds"),
					Set.of("t_seconds_max"), Set.<String>of(), Set.of("c", "t_seconds", "none"))) {
				for (ScrapeFormat format : ScrapeFormat.values()) {
					assertThat(this.scene.fast(format, names)).isEqualTo(this.scene.client(format, names));
				}
			}
			this.scene.assertSame();
		}
	}

	@Test
	void followsTheNamingConvention() {
		this.meters.config().namingConvention(new PrometheusDurationNamingConvention());
		this.meters.timer("work", "a.b", "c").record(1, TimeUnit.SECONDS);
		this.scene.assertSame();
		this.meters.config().namingConvention((name, type, unit) -> "x_" + name);
		this.meters.timer("work", "a.b", "d").record(1, TimeUnit.SECONDS);
		this.meters.counter("1ä b", "ö k", "v").increment();
		this.scene.assertSame();
		this.meters.remove(this.meters.get("work").tag("a.b", "c").timer());
		this.scene.assertSame();
		// What is left under the old name goes with another meter of the same id.
		this.meters.config().namingConvention(new PrometheusDurationNamingConvention());
		this.meters.timer("work", "a.b", "e").record(1, TimeUnit.SECONDS);
		this.scene.assertSame();
		Gauge.builder("work", () -> 1).tag("a.b", "c").baseUnit("duration_seconds").register(this.meters);
		this.meters.remove(this.meters.get("work").gauge());
		this.scene.assertSame();
		assertThat(this.scene.fast(ScrapeFormat.TEXT, null)).doesNotContain("a_b=\"c\"");
	}

	@Test
	void leavesDescriptionsOutWhereTheRegistryDoes() {
		Scene terse = new Scene(Clock.SYSTEM, (key) -> key.equals("prometheus.descriptions") ? "false" : null);
		Counter.builder("c").description("unseen").register(terse.meters);
		terse.assertSame();
		assertThat(terse.isAllFast()).isTrue();
	}

	@Test
	void metersFromBeforeItWasWatchedAreLeftToTheClientLibrary() {
		ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry(this.scene.failures::add);
		PrometheusMeterRegistry late = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);
		late.counter("c", "k", "1").increment();
		collectors.watch(late, PrometheusConfig.DEFAULT);
		late.counter("c", "k", "2").increment();
		late.counter("d", "k", "2").increment();
		FastScrape scrape = new FastScrape(collectors, null);
		for (int i = 0; i < 3; i++) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			assertThatNoException().isThrownBy(() -> scrape.write(ScrapeFormat.TEXT, null, out));
			assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(late.scrape());
		}
	}

}
