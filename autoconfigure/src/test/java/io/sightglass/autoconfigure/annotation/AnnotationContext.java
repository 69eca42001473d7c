package io.sightglass.autoconfigure.annotation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAspectsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What an application with the starter consists of, and a user's annotated services.
 */
final class AnnotationContext {

	private AnnotationContext() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(AnnotationsAutoConfiguration.class, AnnotationAdvisorsAutoConfiguration.class,
							SightglassAutoConfiguration.class, AopAutoConfiguration.class,
							MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
							MetricsAspectsAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withPropertyValues("management.metrics.use-global-registry=false")
			.withUserConfiguration(User.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class User {

		@Bean
		MockClock mockClock() {
			return new MockClock();
		}

		@Bean
		MeterRegistry registry(MockClock clock) {
			return new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
		}

		@Bean
		AnnotatedOrders orders(MockClock clock) {
			return new AnnotatedOrders(clock);
		}

		@Bean
		AnnotatedOrders.Size size() {
			return new AnnotatedOrders.Size();
		}

		@Bean
		AnnotatedOrders.WholeClass wholeClass() {
			return new AnnotatedOrders.WholeClass();
		}

	}

}
