package io.sightglass.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.sightglass.registry.Instruments;
import io.sightglass.registry.SeriesLimiter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * What every family stands on.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({ MeterRegistry.class, MetricsProperties.class, ObservationProperties.class })
@ConditionalOnFamily
@EnableConfigurationProperties(SightglassProperties.class)
public final class SightglassAutoConfiguration {

	@Bean
	static PropertyCheck sightglassPropertyCheck(Environment environment) {
		return new PropertyCheck(environment);
	}

	// Unordered, so after management.metrics.tags, and of two common tags the first wins.
	@Bean
	static MeterFilter sightglassTagsMeterFilter(SightglassProperties properties) {
		return MeterFilter.commonTags(Tags.of(properties.tags()
			.entrySet()
			.stream()
			.filter((tag) -> !tag.getValue().isBlank())
			.map((tag) -> Tag.of(tag.getKey(), tag.getValue()))
			.toList()));
	}

	// Unordered, so after management.metrics.distribution, which it leaves alone.
	@Bean
	static MeterFilter sightglassHistogramsMeterFilter(SightglassProperties properties) {
		return new HistogramsMeterFilter(properties);
	}

	// Last, so that it bounds what the other filters made of an id.
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	@ConditionalOnMissingBean
	static SeriesLimiter sightglassSeriesLimiter(SightglassProperties properties,
			ObjectProvider<MetricsProperties> metrics, ObjectProvider<ObservationProperties> observations) {
		return new SeriesLimiter(SeriesLimitsFactory.create(properties, metrics.getIfAvailable(MetricsProperties::new),
				observations.getIfAvailable(ObservationProperties::new)), properties.prefix());
	}

	@Bean
	static CompositeGuard sightglassCompositeLimiter(SeriesLimiter limiter, ObjectProvider<MeterFilter> filters) {
		return new CompositeGuard(limiter, filters);
	}

	@Bean
	MeterBinder sightglassSeriesMeters(SeriesLimiter limiter) {
		return limiter::bindTo;
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(MeterRegistry.class)
	Instruments sightglassInstruments(MeterRegistry registry, SightglassProperties properties) {
		return new Instruments(registry, properties.prefix());
	}

}
