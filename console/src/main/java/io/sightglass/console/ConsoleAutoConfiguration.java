package io.sightglass.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.OnFreeEndpointIdCondition;
import io.sightglass.autoconfigure.part.ReportAutoConfiguration;
import io.sightglass.autoconfigure.part.SightglassEndpoint;
import io.sightglass.registry.failure.CircuitBreaker;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * Puts the live page on the actuator, where the endpoint {@code sightglass} is exposed.
 */
@AutoConfiguration(before = ReportAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnEnabled
@ConditionalOnAvailableEndpoint(ConsoleEndpoint.class)
@Conditional(OnFreeEndpointIdCondition.class)
@ConditionalOnBean(MeterRegistry.class)
@EnableConfigurationProperties(ConsoleProperties.class)
public final class ConsoleAutoConfiguration {

	ConsoleAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ConsoleEndpoint sightglassConsoleEndpoint(MeterRegistry registry, Environment environment,
			ConsoleProperties properties, ConfigurableListableBeanFactory beans,
			ObjectProvider<PathMappedEndpoints> endpoints) {
		FamilyStates families = new FamilyStates(environment, properties.grafanaUrl());
		SnapshotWriter snapshots = new SnapshotWriter(registry, families, new EndpointPaths(endpoints)::toScrape);
		return new ConsoleEndpoint(snapshots, new ConsoleAssets(), new CircuitBreaker(),
				() -> SightglassEndpoint.reportOf(beans));
	}

}
