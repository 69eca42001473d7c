package io.sightglass.autoconfigure.prometheus;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The scrape at {@code /actuator/prometheus}.
 *
 * @param fast Whether the scrape is written from kept text, byte for byte as Boot's
 * endpoint writes it.
 */
@ConfigurationProperties("sightglass.scrape")
public record ScrapeProperties(@DefaultValue("true") boolean fast) {
}
