package io.sightglass.console;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

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

	// Not as java.net.URI has it, which knows no underscore in a host.
	private static final String HOST_AND_PORT = "([\\p{L}\\p{N}._-]+|\\[[0-9a-fA-F:.]+])(:[0-9]{1,5})?";

	ConsoleProperties {
		String wrong = grafanaUrl.isEmpty() ? null : wrong(grafanaUrl);
		if (wrong != null) {
			// The value may be a secret, and this message goes to the log.
			throw new InvalidConfigurationPropertyValueException("sightglass.console.grafana-url", "******", wrong);
		}
	}

	// It is sent to every page as it is.
	private static @Nullable String wrong(String address) {
		URI uri;
		try {
			uri = new URI(address);
		}
		catch (URISyntaxException ex) {
			return "It is no address, such as https://grafana.example.com.";
		}
		String authority = uri.getRawAuthority();
		if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
			return "It is an address that begins with http:// or https://.";
		}
		if (authority == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
			return "It is a host, a port and a path, without a query or a fragment: whoever sees the page would see them.";
		}
		if (authority.contains("@")) {
			return "It has a user's name or password in front of the host, which whoever sees the page would see: "
					+ "leave them out, Grafana asks for a login itself.";
		}
		return authority.matches(HOST_AND_PORT) ? null : "Its host is none, or its port is no number.";
	}

}
