package io.sightglass.registry.internal.scrape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionCounter;
import io.micrometer.core.instrument.internal.DefaultGauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Families whose series are the expected ones, and whose values may not be.
 */
class ProofTests {

	private final ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
	});

	private final FastScrape scrape = new FastScrape(this.collectors, null);

	private final Logger logger = (Logger) LoggerFactory.getLogger(FastScrape.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void listenNoMore() {
		this.logger.detachAppender(this.log);
	}

	@Test
	void whatIsExposedWithAnotherValueThanTheMeterHasIsLeftToTheClientLibrary() throws IOException {
		PrometheusMeterRegistry meters = new InMillis(this.collectors);
		// One that is followed, so that the other is too, although it is a subclass.
		this.collectors.watch(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, this.collectors, Clock.SYSTEM),
				PrometheusConfig.DEFAULT);
		new MeterWatch(meters, this.collectors, () -> true).start();
		Gauge.builder("age", () -> 2.5).tag("k", "v").register(meters);
		meters.more().counter("waited", Tags.of("k", "v"), 7);
		meters.counter("sound").increment();
		for (int i = 0; i < 6; i++) {
			assertThat(text()).isEqualTo(meters.scrape())
				.contains("age{k=\"v\"} 2500.0\n", "waited_total{k=\"v\"} 7000.0\n", "sound_total 1.0\n");
		}
		assertThat(this.log.list).filteredOn((event) -> event.getLevel() == Level.WARN)
			.extracting(ILoggingEvent::getFormattedMessage)
			.containsExactlyInAnyOrder(
					"The family 'age' is collected with other values than expected; its scrape is left to the client library",
					"The family 'waited' is collected with other values than expected; its scrape is left to the client library");
		assertThat(plan().entries()).containsOnlyKeys("sound");
	}

	@Test
	void whatMovesAtEachReadingIsWrittenFastAllTheSame() throws IOException {
		PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, this.collectors,
				Clock.SYSTEM);
		this.collectors.watch(meters, PrometheusConfig.DEFAULT);
		AtomicInteger reads = new AtomicInteger();
		Random random = new Random(1);
		Gauge.builder("grows", reads, AtomicInteger::incrementAndGet).register(meters);
		Gauge.builder("falls", reads, (any) -> -any.incrementAndGet()).register(meters);
		FunctionTimer.builder("spent", reads, AtomicInteger::incrementAndGet, AtomicInteger::doubleValue, TimeUnit.DAYS)
			.register(meters);
		for (int i = 0; i < 5; i++) {
			Gauge.builder("jumps", random, (any) -> any.nextInt(9)).tag("i", "" + i).register(meters);
			Gauge.builder("flips", random, Random::nextGaussian).tag("i", "" + i).register(meters);
		}
		for (int i = 0; i < 40; i++) {
			text();
		}
		assertThat(plan().entries()).containsOnlyKeys("grows", "falls", "spent_seconds", "jumps", "flips");
		assertThat(this.log.list).noneMatch((event) -> event.getLevel() == Level.WARN);
	}

	@Test
	void theFirstReadingIsTheOneThatIsShown() throws IOException {
		PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, this.collectors,
				Clock.SYSTEM);
		this.collectors.watch(meters, PrometheusConfig.DEFAULT);
		AtomicInteger sinceLast = new AtomicInteger(5);
		MultiGauge.builder("fresh")
			.register(meters)
			.register(List.of(MultiGauge.Row.of(Tags.empty(), sinceLast, (any) -> any.getAndSet(0))));
		assertThat(text()).contains("fresh 5.0\n");
		sinceLast.set(7);
		assertThat(text()).contains("fresh 7.0\n");
	}

	private String text() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.scrape.write(ScrapeFormat.TEXT, null, out);
		return out.toString(StandardCharsets.UTF_8);
	}

	private Plan plan() {
		return Plan.of(this.collectors, ExpositionFormats.init());
	}

	/**
	 * A registry that exposes other values than those of the meters that it hands out, as
	 * another version of Micrometer might.
	 */
	private static final class InMillis extends PrometheusMeterRegistry {

		InMillis(ResilientPrometheusRegistry collectors) {
			super(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);
		}

		@Override
		protected <T> Gauge newGauge(Meter.Id id, @Nullable T object, ToDoubleFunction<T> value) {
			super.newGauge(id, object, (any) -> value.applyAsDouble(any) * 1000);
			return new DefaultGauge<>(id, object, value);
		}

		@Override
		protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T object, ToDoubleFunction<T> count) {
			super.newFunctionCounter(id, object, (any) -> count.applyAsDouble(any) * 1000);
			return new CumulativeFunctionCounter<>(id, object, count);
		}

	}

}
