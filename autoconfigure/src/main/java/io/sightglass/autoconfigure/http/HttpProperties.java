package io.sightglass.autoconfigure.http;

import java.util.List;

import io.sightglass.autoconfigure.WrongPropertyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How HTTP is measured.
 *
 * @param enabled Whether HTTP requests are counted by Sightglass; off leaves Boot's own
 * metrics as they are.
 * @param exclude Requests without metrics, as "/path/**" or "GET /path/**", relative to
 * the context path. Their traces stay. Default: the actuator's endpoints.
 * @param sampleRate Share of requests whose duration and sizes are recorded, from 0.0 to
 * 1.0. Counts are exact at every rate.
 * @param sizes Whether the sizes of request and response bodies are recorded.
 * @param client How requests to other servers are measured.
 */
@ConfigurationProperties("sightglass.http")
public record HttpProperties(@DefaultValue("true") boolean enabled, @Nullable List<String> exclude,
		@DefaultValue("1.0") double sampleRate, @DefaultValue("true") boolean sizes, @DefaultValue Client client) {

	/**
	 * Checks what Spring has bound.
	 * @param enabled whether HTTP requests are counted
	 * @param exclude requests without metrics; null is those to the actuator
	 * @param sampleRate the share of requests that are timed and sized
	 * @param sizes whether bodies are sized
	 * @param client how requests to other servers are measured
	 * @throws WrongPropertyException if the rate is not from 0.0 to 1.0
	 */
	public HttpProperties {
		if (!(sampleRate >= 0 && sampleRate <= 1)) {
			throw new WrongPropertyException(
					"sightglass.http.sample-rate is " + sampleRate + ", but must be from 0.0 to 1.0");
		}
	}

	/**
	 * How requests to other servers are measured.
	 *
	 * @param excludeHosts Hosts whose requests have no metrics, such as
	 * "auth.example.com" or "*.internal". Their traces stay.
	 */
	public record Client(@DefaultValue List<String> excludeHosts) {
	}

}
