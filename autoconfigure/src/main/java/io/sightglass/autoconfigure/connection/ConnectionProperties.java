package io.sightglass.autoconfigure.connection;

import io.sightglass.autoconfigure.SampleRate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Connections.
 *
 * @param enabled Whether connections are counted and timed.
 * @param sampleRate Share of connections and streams whose duration is timed, from 0.0 to
 * 1.0, or auto for as many as load allows; counts are exact at every rate.
 */
@ConfigurationProperties("sightglass.connections")
public record ConnectionProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1") SampleRate sampleRate) {

	/**
	 * Checks what Spring has bound.
	 * @param enabled whether connections are counted and timed
	 * @param sampleRate the share of what is timed
	 * @throws InvalidConfigurationPropertyValueException if the rate is not from 0.0 to
	 * 1.0 or auto
	 */
	public ConnectionProperties {
		sampleRate.check("sightglass.connections.sample-rate");
	}

}
