package io.sightglass.meters.connection;

/**
 * An endpoint whose connections are tracked until they are closed or forgotten.
 */
final class MicrometerEndpoint implements ConnectionMeters.Endpoint {

	private final EndpointInstruments instruments;

	MicrometerEndpoint(EndpointInstruments instruments) {
		this.instruments = instruments;
	}

	@Override
	public OpenConnection opened() {
		return new MicrometerConnection(new ConnectionState(this.instruments)).tracked();
	}

	@Override
	public OpenStream stream() {
		return new LooseStream(this.instruments);
	}

	@Override
	public void attemptFailedBecause(String reason) {
		this.instruments.failed(reason);
	}

}
