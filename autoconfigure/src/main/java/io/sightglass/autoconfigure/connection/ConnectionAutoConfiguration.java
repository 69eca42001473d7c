package io.sightglass.autoconfigure.connection;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.SightglassProperties;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The connection meters; where they are off, the same type records nothing, so that code
 * which injects it still starts.
 */
@AutoConfiguration(after = SightglassAutoConfiguration.class)
@EnableConfigurationProperties(ConnectionProperties.class)
public final class ConnectionAutoConfiguration {

	ConnectionAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ConnectionMeters sightglassNoConnectionMeters() {
		return ConnectionMeters.NONE;
	}

	// A nested class comes before the beans of its owner.
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("connections")
	@ConditionalOnBean(Instruments.class)
	static class On {

		@Bean
		@ConditionalOnMissingBean
		ConnectionMeters sightglassConnectionMeters(Instruments instruments, ConnectionProperties properties,
				SightglassProperties all) {
			return ConnectionMeters.in(instruments, properties.sampleRate().sampler(instruments, "connections", all));
		}

	}

}
