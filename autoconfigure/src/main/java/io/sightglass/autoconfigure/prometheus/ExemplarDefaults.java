package io.sightglass.autoconfigure.prometheus;

import java.util.Map;

import io.sightglass.autoconfigure.OnEnabledCondition;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Leaves exemplars to the series that may have them by the OpenMetrics specification.
 * With tracing, Micrometer puts them on all series, and a Prometheus before 2.43 refuses
 * the whole scrape. The application's own setting wins.
 */
final class ExemplarDefaults implements EnvironmentPostProcessor {

	static final String PROPERTY = "management.prometheus.metrics.export.properties"
			+ ".io.prometheus.exporter.exemplarsOnAllMetricTypes";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!OnEnabledCondition.isOff(environment, "sightglass.enabled")) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("sightglassDefaults", Map.of(PROPERTY, "false")));
		}
	}

}
