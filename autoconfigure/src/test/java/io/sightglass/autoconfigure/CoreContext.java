package io.sightglass.autoconfigure;

import io.sightglass.autoconfigure.prometheus.PrometheusAutoConfiguration;
import io.sightglass.autoconfigure.prometheus.RegistryAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;

/**
 * Contexts with Boot's metrics, Prometheus, and the core of Sightglass.
 */
public final class CoreContext {

	private CoreContext() {
	}

	public static ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withConfiguration(core())
			.withPropertyValues("management.metrics.use-global-registry=false");
	}

	public static WebApplicationContextRunner web() {
		return new WebApplicationContextRunner().withConfiguration(core())
			.withConfiguration(AutoConfigurations.of(WebMvcObservationAutoConfiguration.class))
			.withPropertyValues("management.metrics.use-global-registry=false");
	}

	private static AutoConfigurations core() {
		return AutoConfigurations.of(AopAutoConfiguration.class, ObservationAutoConfiguration.class,
				MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				PrometheusAutoConfiguration.class, RegistryAutoConfiguration.class, SightglassAutoConfiguration.class);
	}

}
