package io.sightglass.autoconfigure.websocket;

/**
 * Endpoints of WebSockets are named by their path in the mapping.
 */
final class EndpointNames {

	private EndpointNames() {
	}

	static String of(String path) {
		String name = path.startsWith("/") ? path.substring(1) : path;
		return name.isEmpty() ? "root" : name;
	}

}
