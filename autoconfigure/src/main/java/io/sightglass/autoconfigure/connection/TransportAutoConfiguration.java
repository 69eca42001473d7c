package io.sightglass.autoconfigure.connection;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.SightglassProperties;
import io.sightglass.instrumentation.internal.kernel.KernelTcp;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.transport.TransportMeters;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The transport meters; where they are off, the same type records nothing, so that code
 * which injects it still starts.
 */
@AutoConfiguration(after = SightglassAutoConfiguration.class)
@EnableConfigurationProperties(TransportProperties.class)
public final class TransportAutoConfiguration {

	TransportAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	TransportMeters sightglassNoTransportMeters() {
		return TransportMeters.NONE;
	}

	// A nested class comes before the beans of its owner.
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("transport")
	@ConditionalOnBean(Instruments.class)
	static class On {

		@Bean
		@ConditionalOnMissingBean
		TransportMeters sightglassTransportMeters(Instruments instruments, TransportProperties properties,
				SightglassProperties all) {
			return TransportMeters.in(instruments, properties.sampleRate().sampler(instruments, "transport", all));
		}

		@Bean
		@ConditionalOnEnabled(optIn = "transport.kernel")
		SmartInitializingSingleton sightglassKernelTcp(Instruments instruments) {
			return () -> KernelTcp.show(instruments);
		}

	}

}
