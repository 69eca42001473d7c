package io.sightglass.autoconfigure.state;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.state.StateSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class HealthErrorsTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false", "sightglass.health.include=*",
				"sightglass.health.interval=100ms", "management.endpoints.web.exposure.include=*")
		.withBean(MeterRegistry.class, () -> this.registry)
		.withBean("dbHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, StateAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class));

	static Stream<Supplier<Throwable>> thrown() {
		return Stream.of(() -> new NoClassDefFoundError("gone"), () -> new ExceptionInInitializerError("gone"),
				() -> new StackOverflowError("gone"), () -> new AssertionError("gone"), () -> new InternalError("gone"),
				() -> new OutOfMemoryError("gone"), () -> new ServiceConfigurationError("gone"), ThreadDeath::new,
				() -> new IllegalStateException("gone"), () -> new InterruptedException("gone"));
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void showsWhatThrowsAsDownAndSaysSoOnce(Supplier<Throwable> thrown, CapturedOutput output) {
		this.runner
			.withBean("brokenHealthIndicator", HealthIndicator.class, () -> () -> HealthErrorsTests.throwing(thrown))
			.run((context) -> {
				await(() -> failures() >= 3);
				assertThat(health("broken")).isZero();
				assertThat(health("db")).isOne();
				assertThat(StringUtils.countOccurrencesOf(output.getAll(), "'broken'")).isOne();
				assertThat(StringUtils.countOccurrencesOf(output.getAll(), "HealthErrorsTests.throwing(")).isOne();
				assertThat(output).doesNotContain("Exception in thread");
			});
	}

	@Test
	void showsACompositeThatCannotSayWhatItHasAsDown(CapturedOutput output) {
		this.runner.withBean("storesHealthContributor", CompositeHealthContributor.class, Unlisted::new)
			.run((context) -> {
				await(() -> health("stores") == 0 && health("db") == 1 && failures() >= 2);
				assertThat(StringUtils.countOccurrencesOf(output.getAll(), "'stores'")).isOne();
			});
	}

	@Test
	void asksTheOthersWhereOneSourceThrows(CapturedOutput output) {
		this.runner.withBean("brokenSource", StateSource.class, () -> () -> {
			throw new NoClassDefFoundError("gone");
		}).run((context) -> {
			await(() -> health("db") == 1 && failures() >= 2);
			assertThat(output).doesNotContain("Exception in thread");
		});
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> Health throwing(Supplier<Throwable> thrown) throws X {
		throw (X) thrown.get();
	}

	private double health(String component) {
		var gauge = this.registry.find("health.status").tag("component", component).gauge();
		return (gauge != null) ? gauge.value() : Double.NaN;
	}

	private double failures() {
		var counter = this.registry.find("sightglass.failures").tag("family", "state").counter();
		return (counter != null) ? counter.count() : 0;
	}

	private void await(BooleanSupplier condition) {
		Awaitility.await().until(() -> {
			this.registry.scrape();
			return condition.getAsBoolean();
		});
	}

	private static final class Unlisted implements CompositeHealthContributor {

		@Override
		public HealthIndicator getContributor(String name) {
			throw new NoClassDefFoundError("gone");
		}

		@Override
		public Stream<HealthContributors.Entry> stream() {
			throw new NoClassDefFoundError("gone");
		}

		@Override
		public Iterator<HealthContributors.Entry> iterator() {
			throw new NoClassDefFoundError("gone");
		}

	}

}
