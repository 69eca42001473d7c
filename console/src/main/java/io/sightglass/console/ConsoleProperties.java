package io.sightglass.console;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Links of the console.
 *
 * @param grafanaUrl Address of Grafana, so that each meter links to its dashboard panel.
 */
@ConfigurationProperties(prefix = "sightglass.console", ignoreUnknownFields = false)
record ConsoleProperties(@DefaultValue("") String grafanaUrl) {

	ConsoleProperties {
		if (!grafanaUrl.isEmpty() && !grafanaUrl.startsWith("http://") && !grafanaUrl.startsWith("https://")) {
			throw new InvalidConfigurationPropertyValueException("sightglass.console.grafana-url", grafanaUrl,
					"It is an address that begins with http:// or https://.");
		}
	}

}
