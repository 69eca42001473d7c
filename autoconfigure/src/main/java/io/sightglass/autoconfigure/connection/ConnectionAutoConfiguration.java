package io.sightglass.autoconfigure.connection;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.WrongPropertyException;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The connection meters; where they are off, the same type records nothing, so that code
 * which injects it still starts.
 */
@AutoConfiguration(after = SightglassAutoConfiguration.class)
@ConditionalOnEnabled
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
		ConnectionMeters sightglassConnectionMeters(Instruments instruments, Environment environment) {
			return ConnectionMeters.of(instruments, durations(environment));
		}

		// By its name, since families do not import each other.
		private static Sampler durations(Environment environment) {
			String property = "sightglass.transport.sample-rate";
			double rate = environment.getProperty(property, Double.class, 1.0);
			if (!(rate >= 0 && rate <= 1)) {
				throw new WrongPropertyException(property + " is " + rate + ", but it must be from 0.0 to 1.0");
			}
			return Sampler.of(rate);
		}

	}

}
