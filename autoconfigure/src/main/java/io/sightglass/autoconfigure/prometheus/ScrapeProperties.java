package io.sightglass.autoconfigure.prometheus;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The scrape at {@code /actuator/prometheus}.
 *
 * @param fast Whether the scrape is written from cached text, which is much faster; its
 * bytes are those of Boot's endpoint.
 */
@ConfigurationProperties("sightglass.scrape")
public record ScrapeProperties(@DefaultValue("true") boolean fast) {
}
