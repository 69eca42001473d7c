package io.sightglass.instrumentation.internal.websocket;

/**
 * Endpoints of WebSockets are named by their path in the mapping.
 */
final class EndpointNames {

	private EndpointNames() {
	}

	static String of(String path) {
		// SockJS puts its sessions below the path.
		String own = path.endsWith("/**") ? path.substring(0, path.length() - 3) : path;
		String name = own.startsWith("/") ? own.substring(1) : own;
		return name.isEmpty() ? "root" : name;
	}

}
