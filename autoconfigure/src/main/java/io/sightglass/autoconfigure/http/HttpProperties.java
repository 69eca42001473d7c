package io.sightglass.autoconfigure.http;

import java.util.List;

import io.sightglass.autoconfigure.SampleRate;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How HTTP is measured.
 *
 * @param enabled Whether HTTP requests are counted by Sightglass; off leaves Boot's own
 * metrics as they are.
 * @param exclude Requests without metrics, as "/path/**" or "GET /path/**", relative to
 * the context path. Their traces stay. Default: the actuator's endpoints.
 * @param sampleRate Share of requests whose duration and sizes are recorded, from 0.0 to
 * 1.0, or auto for as many as load allows. Counts are exact at every rate.
 * @param client How requests to other servers are measured.
 */
@ConfigurationProperties("sightglass.http")
public record HttpProperties(@DefaultValue("true") boolean enabled, @Nullable List<String> exclude,
		@DefaultValue("1") SampleRate sampleRate, @DefaultValue Client client) {

	/**
	 * Checks what Spring has bound.
	 * @param enabled whether HTTP requests are counted
	 * @param exclude requests without metrics; null is those to the actuator
	 * @param sampleRate the share of requests that are timed and sized
	 * @param client how requests to other servers are measured
	 * @throws InvalidConfigurationPropertyValueException if the rate is not from 0.0 to
	 * 1.0 or auto
	 */
	public HttpProperties {
		sampleRate.check("sightglass.http.sample-rate");
	}

	/**
	 * How requests to other servers are measured.
	 *
	 * @param enabled Whether Sightglass excludes hosts; off leaves all to Boot.
	 * @param excludeHosts Hosts whose requests have no metrics, such as
	 * "auth.example.com" or "*.internal". Their traces stay.
	 */
	public record Client(@DefaultValue("true") boolean enabled, @DefaultValue List<String> excludeHosts) {
	}

}
