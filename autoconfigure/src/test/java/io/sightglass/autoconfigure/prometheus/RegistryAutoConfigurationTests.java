package io.sightglass.autoconfigure.prometheus;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.sightglass.autoconfigure.CoreContext;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.internal.scrape.NativeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RegistryAutoConfigurationTests {

	private static final SpanContext SPAN = new SpanContext() {

		@Override
		public String getCurrentTraceId() {
			return "4bf92f3577b34da6a3ce929d0e0e4736";
		}

		@Override
		public String getCurrentSpanId() {
			return "00f067aa0ba902b7";
		}

		@Override
		public boolean isCurrentSpanSampled() {
			return true;
		}

		@Override
		public void markCurrentSpanAsExemplar() {
		}

	};

	@Test
	void standsInThePlaceOfBootsRegistry() {
		CoreContext.runner().run((context) -> {
			PrometheusMeterRegistry registry = context.getBean("prometheusMeterRegistry",
					PrometheusMeterRegistry.class);
			assertThat(registry).isInstanceOf(SightglassPrometheusRegistry.class)
				.isSameAs(context.getBean(MeterRegistry.class));
			assertThat(registry.getPrometheusRegistry()).isSameAs(context.getBean(PrometheusRegistry.class));
			assertThat(registry.config().clock()).isSameAs(context.getBean(Clock.class));
			registry.counter("seen").increment();
			assertThat(registry.scrape()).contains("seen_total 1.0\n");
		});
	}

	@Test
	void aFilterThatThrowsIsCountedUnderThePrefix() {
		CoreContext.runner()
			.withPropertyValues("sightglass.prefix=shop")
			.withBean("failing", MeterFilter.class, () -> MeterFilter.deny((id) -> {
				throw new IllegalStateException("as it should");
			}))
			.run((context) -> {
				PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
				registry.counter("orders", "k", "v").increment();
				assertThat(registry.scrape()).contains("orders_total{k=\"v\"} 1.0\n",
						"shop_sightglass_failures_total{family=\"registry\"} ");
			});
	}

	@ParameterizedTest
	@CsvSource({ "slo, *, false, true, false", "native, *, true, false, true", "both, *, true, true, true",
			"native, orders*, false, true, true", "both, http.server.requests, true, true, false" })
	void makesNativeHistogramsWhereTheyAreAskedFor(String mode, String meters, boolean requests, boolean classic,
			boolean orders) {
		CoreContext.runner()
			.withPropertyValues("sightglass.histograms.mode=" + mode, "sightglass.histograms.native.meters=" + meters,
					"sightglass.histograms.native.schema=3")
			.run((context) -> {
				PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
				registry.timer("http.server.requests").record(Duration.ofMillis(7));
				registry.timer("orders").record(Duration.ofMillis(7));
				Map<String, MetricSnapshot> families = registry.getPrometheusRegistry()
					.scrape(NativeRequest.REQUEST)
					.stream()
					.collect(Collectors.toMap((family) -> family.getMetadata().getName(), Function.identity()));
				HistogramDataPointSnapshot server = ((HistogramSnapshot) Objects
					.requireNonNull(families.get("http_server_requests_seconds"))).getDataPoints().get(0);
				assertThat(server.hasNativeHistogramData()).isEqualTo(requests);
				assertThat(server.hasClassicHistogramData()).isEqualTo(classic);
				assertThat(server.getNativeSchema()).isEqualTo(requests ? 3 : HistogramSnapshot.CLASSIC_HISTOGRAM);
				assertThat(families.get("orders_seconds") instanceof HistogramSnapshot).isEqualTo(orders);
				assertThat(registry.scrape()).contains("http_server_requests_seconds_bucket{le=\"0.01\"} 1\n",
						"# TYPE orders_seconds summary\n");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "sightglass.registry.enabled=false", "sightglass.enabled=false" })
	void leavesBootsRegistryWhereItIsOff(String property) {
		CoreContext.runner()
			.withPropertyValues(property)
			.run((context) -> assertThat(context.getBean(PrometheusMeterRegistry.class))
				.hasSameClassAs(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.prometheus.metrics.export.enabled=false",
			"management.defaults.metrics.export.enabled=false" })
	void bringsNoRegistryWhereTheApplicationExportsNothing(String property) {
		CoreContext.runner()
			.withPropertyValues(property, "management.simple.metrics.export.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PrometheusMeterRegistry.class)
				.doesNotHaveBean(PrometheusRegistry.class)
				.hasSingleBean(SimpleMeterRegistry.class));
	}

	@Test
	void bringsNoRegistryWhereTheApplicationExcludesBoots() {
		Map<String, Object> properties = Map.of("spring.autoconfigure.exclude",
				PrometheusMetricsExportAutoConfiguration.class.getName(), "management.metrics.use-global-registry",
				false, "spring.main.banner-mode", "off");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(App.class)
			.web(WebApplicationType.NONE)
			.properties(properties)
			.run()) {
			assertThat(context.getBeanProvider(PrometheusMeterRegistry.class)).isEmpty();
		}
	}

	@Test
	void theApplicationsOwnRegistryStands() {
		PrometheusMeterRegistry own = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		CoreContext.runner()
			.withBean("own", PrometheusMeterRegistry.class, () -> own)
			.run((context) -> assertThat(context.getBean(MeterRegistry.class)).isSameAs(own));
	}

	@Test
	void takesTheApplicationsSettings() {
		CoreContext.runner()
			.withPropertyValues("management.prometheus.metrics.export.descriptions=false")
			.run((context) -> {
				PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
				Timer.builder("told").description("a tale").register(registry);
				assertThat(registry.scrape()).contains("# HELP told_seconds  \n");
			});
	}

	@Test
	void whatIsNewIsZeroFirstWhereItIsAsked() {
		CoreContext.runner().withPropertyValues("sightglass.scrape.first-zero=1h").run((context) -> {
			PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
			registry.counter("seen").increment();
			assertThat(registry.scrape()).contains("seen_total 0.0\n");
		});
	}

	@Test
	void aRegistryThatCannotShowZeroFirstIsNamed(CapturedOutput output) {
		ApplicationContextRunner asked = CoreContext.runner().withPropertyValues("sightglass.scrape.first-zero=15s");
		asked.withBean("second", SimpleMeterRegistry.class).run((context) -> {
			assertThat(context).getBeans(MeterRegistry.class).hasSize(3);
			context.getBean(MeterRegistry.class).counter("seen").increment();
			assertThat(context.getBean(PrometheusMeterRegistry.class).scrape()).contains("seen_total 0.0\n");
		});
		assertThat(output).doesNotContain("first-zero has no effect");
		asked.withPropertyValues("sightglass.registry.enabled=false")
			.run((context) -> assertThat(context.getBean(PrometheusMeterRegistry.class)).isNotNull());
		assertThat(output)
			.contains("sightglass.scrape.first-zero has no effect with " + PrometheusMeterRegistry.class.getName());
	}

	@Test
	void aSpanBecomesAnExemplar() {
		CoreContext.runner().withBean(SpanContext.class, () -> SPAN).run((context) -> {
			PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
			assertThat(registry).isInstanceOf(SightglassPrometheusRegistry.class);
			registry.counter("traced").increment();
			assertThat(registry.scrape("application/openmetrics-text; version=1.0.0; charset=utf-8"))
				.contains("4bf92f3577b34da6a3ce929d0e0e4736");
		});
	}

	@Test
	void isNotNeededWithoutPrometheus() {
		new ApplicationContextRunner()
			.withClassLoader(new FilteredClassLoader("io.prometheus", "io.micrometer.prometheusmetrics"))
			.withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("prometheusMeterRegistry"));
	}

	@EnableAutoConfiguration
	static class App {

	}

}
