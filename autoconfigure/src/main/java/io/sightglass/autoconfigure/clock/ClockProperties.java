package io.sightglass.autoconfigure.clock;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The clock of the registries.
 *
 * @param coarse Whether registries that are busy read the wall time some milliseconds
 * old, which makes every timer cheaper; durations stay exact.
 */
@ConfigurationProperties("sightglass.clock")
public record ClockProperties(@DefaultValue("true") boolean coarse) {
}
