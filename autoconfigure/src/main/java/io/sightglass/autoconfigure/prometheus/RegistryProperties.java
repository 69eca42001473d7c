package io.sightglass.autoconfigure.prometheus;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Prometheus registry.
 *
 * @param striped Whether counters, timers and distribution summaries are ours, in which
 * threads record without meeting; with exemplars they are Micrometer's.
 */
@ConfigurationProperties("sightglass.registry")
public record RegistryProperties(@DefaultValue("true") boolean striped) {
}
