package io.sightglass.autoconfigure.prometheus;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Prometheus registry.
 *
 * @param enabled Whether the Prometheus registry is Sightglass's, in which counters,
 * timers and distribution summaries record without contention between threads; with
 * exemplars, or off, it is Micrometer's.
 */
@ConfigurationProperties("sightglass.registry")
public record RegistryProperties(@DefaultValue("true") boolean enabled) {
}
