package io.sightglass.autoconfigure.prometheus;

import java.time.Duration;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.SightglassProperties;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.registry.SightglassPrometheusRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.ConditionalOnEnabledMetricsExport;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Replaces Boot's Prometheus registry by one of the same type and bean name, in which
 * threads record without contention.
 */
@AutoConfiguration(after = { MetricsAutoConfiguration.class, PrometheusAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.tracing.autoconfigure.prometheus.PrometheusExemplarsAutoConfiguration",
		before = PrometheusMetricsExportAutoConfiguration.class)
@ConditionalOnClass({ PrometheusMeterRegistry.class, PrometheusRegistry.class,
		PrometheusMetricsExportAutoConfiguration.class })
@ConditionalOnBean({ Clock.class, PrometheusRegistry.class })
@ConditionalOnEnabled("registry")
@ConditionalOnEnabledMetricsExport("prometheus")
@Conditional(OnDefaultExportCondition.class)
@EnableConfigurationProperties(SightglassProperties.class)
@ConditionalOnNeeds(value = "meters that threads record without contention",
		instead = "Micrometer's own take their place")
public final class RegistryAutoConfiguration {

	RegistryAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(PrometheusMeterRegistry.class)
	PrometheusMeterRegistry prometheusMeterRegistry(ObjectProvider<PrometheusConfig> config,
			PrometheusRegistry collectors, Clock clock, ObjectProvider<SpanContext> spans,
			ObjectProvider<SightglassProperties> properties) {
		PrometheusConfig settings = config.getIfAvailable(() -> PrometheusConfig.DEFAULT);
		SightglassProperties ours = properties.getIfAvailable();
		Duration expiry = (ours != null) ? ours.cardinality().expireAfter() : null;
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(settings, collectors, clock,
				(ours != null) ? ours.prefix() : "", expiry, spans.getIfAvailable());
		if (ours != null) {
			nativeHistograms(ours.histograms(), registry);
			if (ours.scrape().firstZero() != null) {
				registry.firstZero(ours.scrape().firstZero());
			}
		}
		return registry;
	}

	private static void nativeHistograms(SightglassProperties.Histograms histograms,
			SightglassPrometheusRegistry registry) {
		switch (histograms.mode()) {
			case NATIVE -> registry.nativeHistograms(histograms.natives().histograms(false));
			case BOTH -> registry.nativeHistograms(histograms.natives().histograms(true));
			default -> {
			}
		}
	}

}
