package io.sightglass.autoconfigure.prometheus;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.autoconfigure.part.LateBeans;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.ConditionalOnEnabledMetricsExport;
import org.springframework.context.annotation.Bean;

/**
 * Puts a registry that survives failing collectors in the place of Boot's, and lets it
 * follow the meters for the fast scrape.
 */
@AutoConfiguration(
		beforeName = "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration")
@ConditionalOnClass({ PrometheusMeterRegistry.class, PrometheusRegistry.class })
@ConditionalOnEnabled
@ConditionalOnEnabledMetricsExport("prometheus")
@ConditionalOnNeeds(value = "the Prometheus registry", instead = "Boot's and Micrometer's take its place")
public final class PrometheusAutoConfiguration {

	PrometheusAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(PrometheusRegistry.class)
	ResilientPrometheusRegistry sightglassPrometheusRegistry(BeanFactory beans) {
		// Late, since the instruments stand on the registry.
		LateBeans late = new LateBeans(beans);
		return new ResilientPrometheusRegistry((cause) -> late.with(Instruments.class,
				(instruments) -> instruments.failures().record("registry", cause)));
	}

	@Bean
	@ConditionalOnEnabled("scrape")
	static PrometheusRegistryPostProcessor sightglassPrometheusRegistryPostProcessor(
			ObjectProvider<PrometheusConfig> config) {
		return new PrometheusRegistryPostProcessor(config);
	}

}
