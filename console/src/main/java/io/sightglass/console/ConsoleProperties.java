package io.sightglass.console;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the console leads to.
 *
 * @param grafanaUrl Where Grafana is, so that what is shown links to its panel
 */
@ConfigurationProperties("sightglass.console")
record ConsoleProperties(@DefaultValue("") String grafanaUrl) {

	ConsoleProperties {
		if (!grafanaUrl.isEmpty() && !grafanaUrl.startsWith("http://") && !grafanaUrl.startsWith("https://")) {
			throw new IllegalArgumentException("sightglass.console.grafana-url is '" + grafanaUrl
					+ "': allowed is an address that begins with http:// or https://");
		}
	}

}
