package io.sightglass.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.internal.log.SafeLog;
import io.sightglass.registry.limit.SeriesLimiter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.context.ApplicationContext;
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
@ConditionalOnEnabled
@EnableConfigurationProperties(SightglassProperties.class)
public final class SightglassAutoConfiguration {

	private static final SafeLog logger = SafeLog.of(SightglassAutoConfiguration.class);

	SightglassAutoConfiguration() {
	}

	@Bean
	static PropertyCheck sightglassPropertyCheck(Environment environment) {
		return new PropertyCheck(environment);
	}

	@Bean
	static LeftGlobalRegistry sightglassLeftGlobalRegistry() {
		return new LeftGlobalRegistry();
	}

	@Bean
	LateClosing sightglassLateClosing(ApplicationContext context) {
		return new LateClosing(context);
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
	static MeterFilter sightglassHistogramsMeterFilter(SightglassProperties properties,
			ObjectProvider<ObservationProperties> observations) {
		ObservationProperties all = observations.getIfAvailable(ObservationProperties::new);
		return new HistogramsMeterFilter(properties, all.getHttp().getServer().getRequests().getName());
	}

	// Last, so that it bounds what the other filters made of an id.
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	@ConditionalOnMissingBean
	static SeriesLimiter sightglassSeriesLimiter(SightglassProperties properties,
			ObjectProvider<MetricsProperties> metrics, ObjectProvider<ObservationProperties> observations) {
		return new SeriesLimiter(
				SeriesLimitsFactory.create(properties, metrics.getIfAvailable(MetricsProperties::new),
						observations.getIfAvailable(ObservationProperties::new)),
				properties.prefix(), properties.cardinality().keepQueries());
	}

	@Bean
	static CompositeLimiter sightglassCompositeLimiter(SeriesLimiter limiter, ObjectProvider<MeterFilter> filters,
			SightglassProperties properties) {
		return new CompositeLimiter(limiter, filters, properties);
	}

	@Bean
	MeterBinder sightglassSeriesMeters(SeriesLimiter limiter, SightglassProperties properties) {
		return (registry) -> {
			limiter.bindTo(registry);
			if (properties.cardinality().expireAfter() != null && !isOurs(registry)) {
				logger.warn("sightglass.cardinality.expire-after has no effect with " + registry.getClass().getName()
						+ ": it needs Sightglass's Prometheus registry, as the only one.");
			}
			if (properties.scrape().firstZero() != null && !hasOurs(registry)) {
				logger.warn("sightglass.scrape.first-zero has no effect with " + registry.getClass().getName()
						+ ": it needs Sightglass's Prometheus registry.");
			}
		};
	}

	// By its name, for applications without Prometheus do not have its class.
	private static boolean isOurs(MeterRegistry registry) {
		return registry.getClass().getSimpleName().equals("SightglassPrometheusRegistry");
	}

	private static boolean hasOurs(MeterRegistry registry) {
		return (registry instanceof CompositeMeterRegistry all)
				? all.getRegistries().stream().anyMatch(SightglassAutoConfiguration::hasOurs) : isOurs(registry);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(MeterRegistry.class)
	Instruments sightglassInstruments(MeterRegistry registry, SightglassProperties properties) {
		Instruments instruments = new Instruments(registry, properties.prefix());
		ExpectedFailures.in(instruments);
		if (hasOurs(registry)) {
			instruments.failures().expect("registry");
		}
		return instruments;
	}

}
