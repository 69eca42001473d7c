package io.sightglass.instrumentation.endpoint;

import java.util.Objects;

import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.transport.TransportMeters;

/**
 * One endpoint in both families; adapters hold it.
 *
 * @param connections its connections
 * @param transport what flows through them
 */
public record MeteredEndpoint(ConnectionMeters.Endpoint connections, TransportMeters.Endpoint transport) {

	/**
	 * An endpoint of both families.
	 * @param connections where its connections begin
	 * @param transport what flows through them
	 */
	public MeteredEndpoint {
		Objects.requireNonNull(connections, "connections");
		Objects.requireNonNull(transport, "transport");
	}

	/**
	 * An attempt to connect ended in an error: a failed attempt and a transport error.
	 * @param error what was thrown
	 */
	public void attemptFailed(Throwable error) {
		this.connections.attemptFailed(error);
		this.transport.failed(error);
	}

}
