package io.sightglass.app.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import io.sightglass.app.incidents.Incident;

import org.springframework.stereotype.Component;

/**
 * A client that was released without TLS: it talks in clear, is turned away, and tries
 * again at once.
 */
@Component
class BrokenClient implements Incident {

	private final Gateway gateway;

	BrokenClient(Gateway gateway) {
		this.gateway = gateway;
	}

	@Override
	public String kind() {
		return "broken-client";
	}

	@Override
	public String shows() {
		return "A client talks in clear to the gateway: connection_handshakes_total with outcome error";
	}

	@Override
	public void play() throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.gateway.port())) {
			socket.getOutputStream().write("HELLO gateway, are you there?\n".getBytes(StandardCharsets.US_ASCII));
			while (socket.getInputStream().read() >= 0) {
				// An alert, and the end.
			}
		}
	}

}
