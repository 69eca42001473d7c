package io.sightglass.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.sightglass.registry.Instruments;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * What every family stands on.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnFamily
@EnableConfigurationProperties(SightglassProperties.class)
public final class SightglassAutoConfiguration {

	// Unordered, so after management.metrics.tags, and of two common tags the first wins.
	@Bean
	static MeterFilter sightglassTagsMeterFilter(SightglassProperties properties) {
		return MeterFilter.commonTags(Tags
			.of(properties.tags().entrySet().stream().map((tag) -> Tag.of(tag.getKey(), tag.getValue())).toList()));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(MeterRegistry.class)
	Instruments sightglassInstruments(MeterRegistry registry, SightglassProperties properties) {
		return new Instruments(registry, properties.prefix());
	}

}
