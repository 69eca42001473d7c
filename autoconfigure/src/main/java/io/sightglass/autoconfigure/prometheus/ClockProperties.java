package io.sightglass.autoconfigure.prometheus;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The clock of the registries.
 *
 * @param coarse Whether a busy registry reads a wall-clock time that may be a few
 * milliseconds old, which makes every timer cheaper; durations stay exact.
 */
@ConfigurationProperties("sightglass.clock")
public record ClockProperties(@DefaultValue("true") boolean coarse) {
}
