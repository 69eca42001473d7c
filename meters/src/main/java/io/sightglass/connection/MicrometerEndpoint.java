package io.sightglass.connection;

import java.lang.ref.Cleaner;

/**
 * An endpoint whose connections are tracked until they are closed or forgotten.
 */
final class MicrometerEndpoint implements ConnectionMeters.Endpoint {

	private final EndpointInstruments instruments;

	private final Cleaner cleaner;

	MicrometerEndpoint(EndpointInstruments instruments, Cleaner cleaner) {
		this.instruments = instruments;
		this.cleaner = cleaner;
	}

	@Override
	public Connection opened() {
		ConnectionState state = new ConnectionState(this.instruments);
		MicrometerConnection connection = new MicrometerConnection(state);
		connection.trackedBy(this.cleaner.register(connection, state));
		return connection;
	}

	@Override
	public void attemptFailed(String reason) {
		this.instruments.failed(reason);
	}

}
