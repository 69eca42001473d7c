package io.sightglass.autoconfigure.prometheus;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if the Prometheus endpoint is the one that Boot makes: an application that
 * brings its own wants that one.
 */
class OnDefaultScrapeEndpointCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		if (beans == null) {
			return ConditionOutcome.noMatch("there is no bean factory");
		}
		String[] names = beans.getBeanNamesForType(PrometheusScrapeEndpoint.class, true, false);
		for (String name : names) {
			String maker = beans.containsBeanDefinition(name) ? beans.getBeanDefinition(name).getFactoryBeanName()
					: null;
			if (maker == null || !maker.startsWith(PrometheusMetricsExportAutoConfiguration.class.getName())) {
				return ConditionOutcome.noMatch("the endpoint '" + name + "' is the application's own");
			}
		}
		return new ConditionOutcome(names.length == 1,
				"Boot's endpoint is " + ((names.length == 1) ? "there" : "absent"));
	}

}
