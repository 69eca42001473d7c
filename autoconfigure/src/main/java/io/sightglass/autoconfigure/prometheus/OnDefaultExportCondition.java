package io.sightglass.autoconfigure.prometheus;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless the application excludes Boot's export to Prometheus: then it wants no
 * registry of ours either.
 */
class OnDefaultExportCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		boolean excluded = beans != null && ConditionEvaluationReport.get(beans)
			.getExclusions()
			.contains(PrometheusMetricsExportAutoConfiguration.class.getName());
		return new ConditionOutcome(!excluded, "Boot's export to Prometheus is " + (excluded ? "excluded" : "there"));
	}

}
