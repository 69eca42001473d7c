package io.sightglass.autoconfigure.prometheus;

import java.time.Duration;
import java.util.Arrays;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class ExemplarDefaultsTests {

	private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

	@Test
	void exemplarsStandOnBucketsAndCountersOnlySoThatAnOlderPrometheusAcceptsTheScrape() {
		String scrape = scrape();
		assertThat(scrape.lines().filter((line) -> line.startsWith("http_server_requests_seconds_bucket")))
			.anyMatch((line) -> line.contains("trace_id"));
		assertThat(scrape.lines().filter((line) -> !line.contains("_bucket{") && !line.contains("_total")))
			.noneMatch((line) -> line.contains("trace_id"));
	}

	@Test
	void theApplicationsOwnSettingWins() {
		assertThat(scrape("--" + ExemplarDefaults.PROPERTY + "=true").lines()
			.filter((line) -> line.startsWith("http_server_requests_seconds_count")))
			.anyMatch((line) -> line.contains("trace_id"));
	}

	@Test
	void withoutSightglassMicrometersDefaultStands() {
		assertThat(scrape("--sightglass.enabled=false", "--management.metrics.distribution.slo.http.server.requests=1s")
			.lines()
			.filter((line) -> line.startsWith("http_server_requests_seconds_count")))
			.anyMatch((line) -> line.contains("trace_id"));
	}

	private static String scrape(String... arguments) {
		String[] all = Arrays.copyOf(arguments, arguments.length + 1);
		all[arguments.length] = "--management.metrics.use-global-registry=false";
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(App.class)
			.web(WebApplicationType.NONE)
			.run(all)) {
			context.getBean(MeterRegistry.class).timer("http.server.requests").record(Duration.ofMillis(3));
			return context.getBean(PrometheusMeterRegistry.class).scrape(OPEN_METRICS);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, SightglassAutoConfiguration.class })
	static class App {

		@Bean
		SpanContext span() {
			return new SpanContext() {

				@Override
				public String getCurrentTraceId() {
					return "0123456789abcdef0123456789abcdef";
				}

				@Override
				public String getCurrentSpanId() {
					return "0123456789abcdef";
				}

				@Override
				public boolean isCurrentSpanSampled() {
					return true;
				}

				@Override
				public void markCurrentSpanAsExemplar() {
				}

			};
		}

	}

}
