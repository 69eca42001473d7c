package io.sightglass.instrumentation.socket;

import java.io.IOException;

import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.Reason;

/**
 * What a metered socket and its streams tell.
 */
final class SocketMeter {

	private final MeteredEndpoint endpoint;

	private volatile OpenConnection connection = OpenConnection.NONE;

	private volatile Reason ending = Reason.CLOSED;

	SocketMeter(MeteredEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	void opened() {
		this.connection = this.endpoint.connections().opened();
	}

	void attemptFailed(IOException error) {
		this.endpoint.attemptFailed(error);
	}

	void sent(int bytes) {
		this.endpoint.transport().sent(bytes);
	}

	void received(int bytes) {
		this.endpoint.transport().received(bytes);
		this.ending = Reason.CLOSED;
	}

	void failed(IOException error) {
		// What fails because we closed it ourselves is no failure.
		if (this.connection.isOpen()) {
			this.endpoint.transport().failed(error);
			this.ending = Reason.of(error);
		}
	}

	void closed() {
		this.connection.closedFor(this.ending);
	}

}
