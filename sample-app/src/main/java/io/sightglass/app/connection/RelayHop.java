package io.sightglass.app.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.function.UnaryOperator;

import io.sightglass.endpoint.Endpoints;
import io.sightglass.socket.MeteredSocketFactory;
import io.sightglass.transport.Health;
import io.sightglass.transport.Hop;

/**
 * One hop: a letter goes to the port and its answer comes back.
 */
class RelayHop implements UnaryOperator<byte[]> {

	private static final long SLOW_NANOS = 200_000_000;

	private final MeteredSocketFactory sockets;

	private final Hop hop;

	private final int port;

	RelayHop(String name, int port, Endpoints endpoints) {
		this.sockets = new MeteredSocketFactory(endpoints.client(name, "tcp"));
		this.hop = endpoints.transport().hop("letters", name, "relay");
		this.port = port;
	}

	@Override
	public byte[] apply(byte[] letter) {
		long start = System.nanoTime();
		try (Socket socket = this.sockets.createSocket("127.0.0.1", this.port)) {
			Relay.write(socket, letter);
			byte[] answer = Relay.read(socket);
			long took = System.nanoTime() - start;
			this.hop.latency(took);
			this.hop.passed(letter.length + answer.length);
			this.hop.health((took > SLOW_NANOS) ? Health.DEGRADED : Health.HEALTHY);
			return answer;
		}
		catch (IOException ex) {
			this.hop.health(Health.DOWN);
			throw new UncheckedIOException(ex);
		}
	}

}
