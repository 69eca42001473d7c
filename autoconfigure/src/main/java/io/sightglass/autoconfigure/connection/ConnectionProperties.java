package io.sightglass.autoconfigure.connection;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns connections. Their durations follow
 * {@code sightglass.transport.sample-rate}.
 *
 * @param enabled Whether connections are metered.
 */
@ConfigurationProperties("sightglass.connections")
public record ConnectionProperties(@DefaultValue("true") boolean enabled) {
}
