package io.sightglass.autoconfigure;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns every family.
 *
 * @param enabled Whether Sightglass is on; off leaves no bean and no meter.
 * @param prefix What stands before the names of Sightglass's own meters, such as "shop"
 * for shop_connections_active.
 * @param tags Tags on every meter of every registry; management.metrics.tags and a
 * meter's own tags win.
 */
@ConfigurationProperties("sightglass")
public record SightglassProperties(@DefaultValue("true") boolean enabled, @DefaultValue("") String prefix,
		@DefaultValue Map<String, String> tags) {
}
