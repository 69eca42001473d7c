package io.sightglass.test.docs;

import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.Reason;
import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.transport.TransportMeters;

/**
 * What the examples of connections and transport test.
 */
class Gateway {

	private final ConnectionMeters.Endpoint connections;

	private final TransportMeters.Endpoint transport;

	Gateway(ConnectionMeters connections, TransportMeters transport) {
		this.connections = connections.endpoint("gateway", "tcp", Role.SERVER);
		this.transport = transport.endpoint("gateway", "tcp", Role.SERVER);
	}

	OpenConnection accept() {
		return this.connections.opened();
	}

	void answer(OpenConnection connection, byte[] message) {
		this.transport.sent(message.length);
		connection.done();
	}

	void reset(OpenConnection connection) {
		this.transport.failedFor(ErrorKind.RESET);
		connection.closedFor(Reason.RESET);
	}

}
