package io.sightglass.app.connection;

import java.time.Duration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.function.UnaryOperator;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.socket.MeteredSocketFactory;
import io.sightglass.meters.transport.NodeHealth;
import io.sightglass.meters.transport.RouteNode;

/**
 * One node of the route: a letter goes to the port and its answer comes back.
 */
class RelayNode implements UnaryOperator<byte[]> {

	private static final Duration SLOW = Duration.ofMillis(200);

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
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			this.node.latency(took);
			this.node.passed(letter.length + answer.length);
			this.node.health((took.compareTo(SLOW) > 0) ? NodeHealth.DEGRADED : NodeHealth.HEALTHY);
			return answer;
		}
		catch (IOException ex) {
			this.node.health(NodeHealth.DOWN);
			throw new UncheckedIOException(ex);
		}
	}

}
