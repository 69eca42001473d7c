package io.sightglass.autoconfigure.set;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.SightglassProperties;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.set.MeterSetFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Meter sets as beans, found by the index that the annotation processor wrote. Unlike the
 * families' beans they are there even when Sightglass is off, as no-ops: they are the
 * application's own types.
 */
@AutoConfiguration(after = SightglassAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@Import(MeterSetRegistrar.class)
public final class MeterSetAutoConfiguration {

	MeterSetAutoConfiguration() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("meter-sets")
	@EnableConfigurationProperties({ MeterSetProperties.class, SightglassProperties.class })
	static class Recording {

		@Bean
		MeterSetSource sightglassMeterSetSource(ObjectProvider<Instruments> instruments, MeterSetProperties properties,
				SightglassProperties all) {
			properties
				.requireKnown(MeterSetRegistrar.factories().stream().map(MeterSetFactory::name).sorted().toList());
			return new MeterSetSource(instruments, properties, all);
		}

	}

}
