package io.sightglass.autoconfigure.connection;

import io.sightglass.autoconfigure.SampleRate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Bytes, packets, errors and round trips of connections.
 *
 * @param enabled Whether bytes, packets, errors and round trips of connections are
 * measured.
 * @param sampleRate Share of round trips and latencies that are timed, from 0.0 to 1.0,
 * or auto for as many as load allows; counts are exact at every rate.
 */
@ConfigurationProperties("sightglass.transport")
public record TransportProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1") SampleRate sampleRate) {

	/**
	 * Checks what Spring has bound.
	 * @param enabled whether bytes, packets, errors and round trips are measured
	 * @param sampleRate the share of what is timed
	 * @throws InvalidConfigurationPropertyValueException if the rate is not from 0.0 to
	 * 1.0 or auto
	 */
	public TransportProperties {
		sampleRate.check("sightglass.transport.sample-rate");
	}

}
