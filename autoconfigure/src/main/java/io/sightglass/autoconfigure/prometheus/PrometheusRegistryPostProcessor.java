package io.sightglass.autoconfigure.prometheus;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Lets the guarded registry follow a meter registry before that has a single meter.
 */
final class PrometheusRegistryPostProcessor implements BeanPostProcessor {

	private final OptionalPart part = new OptionalPart(FastScrapeAutoConfiguration.PART,
			FastScrapeAutoConfiguration.INSTEAD);

	private final ObjectProvider<PrometheusConfig> config;

	PrometheusRegistryPostProcessor(ObjectProvider<PrometheusConfig> config) {
		this.config = config;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		return this.part.bean(bean, beanName, this::watched);
	}

	private Object watched(Object bean) {
		if (bean instanceof PrometheusMeterRegistry meters
				&& meters.getPrometheusRegistry() instanceof ResilientPrometheusRegistry collectors) {
			this.config.ifUnique((unique) -> collectors.watch(meters, unique));
		}
		return bean;
	}

}
