package io.sightglass.endpoint;

import io.sightglass.connection.ConnectionMeters;
import io.sightglass.connection.Reason;
import io.sightglass.transport.TransportMeters;

/**
 * One endpoint in both families; adapters hold it.
 *
 * @param connections its connections
 * @param transport what flows through them
 */
public record MeteredEndpoint(ConnectionMeters.Endpoint connections, TransportMeters.Endpoint transport) {

	/**
	 * An attempt to connect ended in an error: a failed attempt and a transport error.
	 * @param error what was thrown
	 */
	public void attemptFailed(Throwable error) {
		this.connections.attemptFailed(Reason.of(error));
		this.transport.error(error);
	}

}
