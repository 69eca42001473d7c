package io.sightglass.autoconfigure.connection;

import io.sightglass.autoconfigure.WrongPropertyException;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bytes, packets, errors and round trips of connections.
 *
 * @param enabled Whether bytes, packets, errors and round trips of connections are
 * measured.
 * @param sampleRate Share of round trips, latencies and connection durations that are
 * timed, 0.0 to 1.0; counts are exact at every rate.
 * @param kernel Whether the TCP counters of the Linux kernel are shown, from /proc. They
 * are those of the whole host or container, not of this application alone.
 */
@ConfigurationProperties("sightglass.transport")
public record TransportProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1.0") double sampleRate,
		@DefaultValue("false") boolean kernel) {

	/**
	 * Checks what Spring has bound.
	 * @param enabled whether bytes, packets, errors and round trips are measured
	 * @param sampleRate the share of what is timed
	 * @param kernel whether the kernel's TCP counters are shown
	 * @throws WrongPropertyException if the rate is not from 0.0 to 1.0
	 */
	public TransportProperties {
		if (!(sampleRate >= 0 && sampleRate <= 1)) {
			throw new WrongPropertyException(
					"sightglass.transport.sample-rate is " + sampleRate + ", but it must be from 0.0 to 1.0");
		}
	}

}
