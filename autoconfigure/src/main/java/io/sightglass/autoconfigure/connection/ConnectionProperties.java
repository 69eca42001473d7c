package io.sightglass.autoconfigure.connection;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Connections. Their durations follow {@code sightglass.transport.sample-rate}.
 *
 * @param enabled Whether connections are counted and timed.
 */
@ConfigurationProperties("sightglass.connections")
public record ConnectionProperties(@DefaultValue("true") boolean enabled) {
}
