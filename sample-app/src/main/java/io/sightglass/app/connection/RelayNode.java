package io.sightglass.app.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.function.UnaryOperator;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.socket.MeteredSocketFactory;
import io.sightglass.meters.transport.Health;
import io.sightglass.meters.transport.RouteNode;

/**
 * One node of the route: a letter goes to the port and its answer comes back.
 */
class RelayNode implements UnaryOperator<byte[]> {

	private static final long SLOW_NANOS = 200_000_000;

	private final MeteredSocketFactory sockets;

	private final RouteNode node;

	private final int port;

	RelayNode(String name, int port, Endpoints endpoints) {
		this.sockets = new MeteredSocketFactory(endpoints.client(name, "tcp"));
		this.node = endpoints.transport().node("letters", name, "relay");
		this.port = port;
	}

	@Override
	public byte[] apply(byte[] letter) {
		long start = System.nanoTime();
		try (Socket socket = this.sockets.createSocket("127.0.0.1", this.port)) {
			Relay.write(socket, letter);
			byte[] answer = Relay.read(socket);
			long took = System.nanoTime() - start;
			this.node.latency(took);
			this.node.passed(letter.length + answer.length);
			this.node.health((took > SLOW_NANOS) ? Health.DEGRADED : Health.HEALTHY);
			return answer;
		}
		catch (IOException ex) {
			this.node.health(Health.DOWN);
			throw new UncheckedIOException(ex);
		}
	}

}
