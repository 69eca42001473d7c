package io.sightglass.autoconfigure.prometheus;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.autoconfigure.CoreContext;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PrometheusAutoConfigurationTests {

	static List<Consumer<MeterRegistry>> brokenMeters() {
		Object state = "held";
		return List.of(
				(registry) -> Gauge.builder("broken", state, PrometheusAutoConfigurationTests::boom).register(registry),
				(registry) -> TimeGauge
					.builder("broken", state, TimeUnit.SECONDS, PrometheusAutoConfigurationTests::boom)
					.register(registry),
				(registry) -> FunctionCounter.builder("broken", state,
						PrometheusAutoConfigurationTests::boom)
					.register(registry),
				(registry) -> FunctionTimer
					.builder("broken", state, (any) -> 1, PrometheusAutoConfigurationTests::boom, TimeUnit.SECONDS)
					.register(registry),
				(registry) -> Meter
					.builder("broken", Meter.Type.OTHER, List.of(new Measurement(() -> boom(state), Statistic.VALUE)))
					.register(registry),
				// Two keys that become one label.
				(registry) -> registry.counter("broken", Tags.of("a.b", "1", "a_b", "2")));
	}

	@ParameterizedTest
	@MethodSource("brokenMeters")
	void aScrapeGoesOnWithoutTheMeterThatFails(Consumer<MeterRegistry> broken) {
		CoreContext.runner().run((context) -> {
			PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
			broken.accept(registry);
			registry.counter("sound").increment();
			assertThat(registry.scrape()).contains("sound_total 1.0");
			assertThat(registry.scrape()).contains("sound_total 1.0");
			assertThat(registry.scrape("text/plain", Set.of("sound"))).contains("sound_total 1.0");
		});
	}

	@Test
	void countsTheFailureAndLogsItOnce(CapturedOutput output) {
		CoreContext.runner().run((context) -> {
			PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
			brokenMeters().get(2).accept(registry);
			for (int i = 0; i < 3; i++) {
				registry.scrape();
			}
			assertThat(registry.get("sightglass.failures").tag("family", "registry").counter().count()).isEqualTo(3);
		});
		assertThat(output.toString().split("The meter 'registry' failed")).hasSize(2);
	}

	@Test
	void survivesAFailingCollectorOfTheClientLibrary() {
		CoreContext.runner().run((context) -> {
			PrometheusRegistry registry = context.getBean(PrometheusRegistry.class);
			GaugeWithCallback failing = GaugeWithCallback.builder()
				.name("client_gauge")
				.callback((callback) -> boom(registry))
				.register(registry);
			context.getBean(MeterRegistry.class).counter("sound").increment();
			assertThat(context.getBean(PrometheusMeterRegistry.class).scrape()).contains("sound_total 1.0");
			registry.unregister(failing);
			assertThat(registry.scrape()).isNotNull();
		});
	}

	@Test
	void twoFamiliesThatClashLeaveTheRestAlone() {
		CoreContext.runner().run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			registry.summary("clash").record(1);
			registry.counter("clash.max").increment();
			registry.counter("sound").increment();
			assertThat(context.getBean(PrometheusMeterRegistry.class).scrape()).contains("sound_total 1.0");
		});
	}

	@Test
	void yieldsToTheUsersRegistry() {
		PrometheusRegistry own = new PrometheusRegistry();
		CoreContext.runner()
			.withBean(PrometheusRegistry.class, () -> own)
			.run((context) -> assertThat(context.getBean(PrometheusRegistry.class)).isSameAs(own));
	}

	@Test
	void isNotNeededWithoutPrometheus() {
		new ApplicationContextRunner()
			.withClassLoader(new FilteredClassLoader("io.prometheus", "io.micrometer.prometheusmetrics"))
			.withConfiguration(AutoConfigurations.of(PrometheusAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("sightglassPrometheusRegistry"));
	}

	@Test
	void backsOffWhereSightglassIsOff() {
		CoreContext.runner()
			.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context.getBean(PrometheusRegistry.class))
				.isNotInstanceOf(ResilientPrometheusRegistry.class));
	}

	private static double boom(Object state) {
		throw new IllegalStateException("broken on purpose: " + state.getClass().getSimpleName());
	}

}
