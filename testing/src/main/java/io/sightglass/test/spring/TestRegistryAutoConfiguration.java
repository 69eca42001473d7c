package io.sightglass.test.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * A registry for slices, whatever the application's properties say of exports.
 */
@AutoConfiguration(
		beforeName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration")
public final class TestRegistryAutoConfiguration {

	TestRegistryAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(MeterRegistry.class)
	SimpleMeterRegistry sightglassTestRegistry() {
		return new SimpleMeterRegistry();
	}

}
