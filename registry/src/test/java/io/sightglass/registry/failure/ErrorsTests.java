package io.sightglass.registry.failure;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.Collector;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Whatever the application's own code throws while something is measured is a failure:
 * counted, and nobody's who records or scrapes.
 */
class ErrorsTests {

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);

	static Stream<Supplier<Throwable>> thrown() {
		return Stream.of(() -> new NoClassDefFoundError("x"), () -> new ExceptionInInitializerError("x"),
				() -> new UnsatisfiedLinkError("x"), () -> new StackOverflowError("x"), () -> new AssertionError("x"),
				() -> new InternalError("x"), () -> new OutOfMemoryError("x"), () -> new ServiceConfigurationError("x"),
				ThreadDeath::new, () -> new IllegalStateException("x"), () -> new InterruptedException("x"),
				() -> new Throwable("x"));
	}

	@AfterEach
	void forgetTheInterrupt() {
		Thread.interrupted();
		this.registry.close();
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void aFunctionOfTheApplicationsCostsItsOwnFamilyOfAScrape(Supplier<Throwable> thrown) {
		this.registry.counter("sound").increment();
		Gauge.builder("a", () -> throwing(thrown)).register(this.registry);
		TimeGauge.builder("b", () -> throwing(thrown), TimeUnit.SECONDS).register(this.registry);
		FunctionCounter.builder("c", this, (self) -> throwing(thrown)).register(this.registry);
		FunctionTimer.builder("d", this, (self) -> throwing(thrown), (self) -> throwing(thrown), TimeUnit.SECONDS)
			.register(this.registry);
		Meter.builder("e", Meter.Type.OTHER, List.of(new Measurement(() -> throwing(thrown), Statistic.VALUE)))
			.register(this.registry);
		this.registry.getPrometheusRegistry().register((Collector) () -> throwing(thrown));
		assertThat(this.registry.scrape()).contains("sound_total 1.0", "\nb_seconds NaN").doesNotContain("\nc_total ");
		double once = failures();
		assertThat(once).isGreaterThanOrEqualTo(6);
		assertThat(this.registry.scrape()).contains("sound_total 1.0");
		assertThat(failures()).isGreaterThanOrEqualTo(once + 6);
		keepsTheInterrupt(thrown);
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void whatTheApplicationGaveTheRegistryCostsNobodysRecording(Supplier<Throwable> thrown) {
		this.registry.config()
			.meterFilter(new ThrowingFilter(thrown))
			.namingConvention(new ThrowingConvention(thrown))
			.onMeterAdded((meter) -> throwing(thrown))
			.onMeterRemoved((meter) -> throwing(thrown));
		assertThatCode(() -> {
			this.registry.counter("orders").increment();
			this.registry.counter("tagged", List.of(new ThrowingTag(thrown))).increment();
			this.registry.timer("gone").record(1, TimeUnit.SECONDS);
			this.registry.remove(this.registry.timer("gone"));
		}).doesNotThrowAnyException();
		assertThat(this.registry.scrape()).contains("orders_total 1.0", "tagged_total 1.0").doesNotContain("gone");
		assertThat(failures()).isGreaterThanOrEqualTo(6);
		keepsTheInterrupt(thrown);
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void aGuardedFunctionAndRecordingGiveWhatTheyHave(Supplier<Throwable> thrown) {
		Failures failures = new Failures(this.registry, "");
		assertThat(failures.guarded("orders.open", (self) -> throwing(thrown), Double.NaN).applyAsDouble(this)).isNaN();
		assertThat(failures.lastGood("orders.sent", (self) -> throwing(thrown)).applyAsDouble(this)).isZero();
		failures.guard("orders.paid", () -> throwing(thrown));
		assertThat(this.registry.get("sightglass.failures").tag("family", "orders").counter().count()).isEqualTo(3);
		keepsTheInterrupt(thrown);
	}

	private static void keepsTheInterrupt(Supplier<Throwable> thrown) {
		assertThat(Thread.currentThread().isInterrupted()).isEqualTo(thrown.get() instanceof InterruptedException);
	}

	private double failures() {
		return this.registry.get("sightglass.failures").tag("family", "registry").counter().count();
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <T, X extends Throwable> T throwing(Supplier<Throwable> thrown) throws X {
		throw (X) thrown.get();
	}

	private record ThrowingFilter(Supplier<Throwable> thrown) implements MeterFilter {

		@Override
		public Meter.Id map(Meter.Id id) {
			return ErrorsTests.throwing(this.thrown);
		}

		@Override
		public MeterFilterReply accept(Meter.Id id) {
			return ErrorsTests.throwing(this.thrown);
		}

		@Override
		public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
			return ErrorsTests.throwing(this.thrown);
		}

	}

	private record ThrowingConvention(Supplier<Throwable> thrown) implements NamingConvention {

		@Override
		public String name(String name, Meter.Type type, @Nullable String baseUnit) {
			return ErrorsTests.throwing(this.thrown);
		}

	}

	private record ThrowingTag(Supplier<Throwable> thrown) implements Tag {

		@Override
		public String getKey() {
			return "own";
		}

		@Override
		public String getValue() {
			return ErrorsTests.throwing(this.thrown);
		}

	}

}
