package io.sightglass.instrumentation.grpc;

import io.grpc.Status;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.Connection;
import io.sightglass.meters.connection.Stream;
import io.sightglass.meters.instrument.ErrorKind;

/**
 * One call as a stream of its connection; both sides' tracers report to it.
 */
final class CallFlow {

	private final MeteredEndpoint endpoint;

	private volatile Stream stream = Stream.NONE;

	CallFlow(MeteredEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	void in(Connection connection) {
		this.stream = connection.stream();
	}

	// An in-process transport knows no size and says so by a negative one.
	void sent(long wireSize) {
		this.endpoint.transport().sent(wireSize, 1);
	}

	void received(long wireSize) {
		this.endpoint.transport().received(wireSize, 1);
	}

	// Only what the transport did: an application's own status is no transport error.
	void ended(Status status) {
		this.stream.close();
		switch (status.getCode()) {
			case UNAVAILABLE -> this.endpoint.transport().error("unavailable");
			case DEADLINE_EXCEEDED -> this.endpoint.transport().error(ErrorKind.TIMEOUT);
			case CANCELLED -> this.endpoint.transport().error(ErrorKind.CANCELLED);
			case RESOURCE_EXHAUSTED -> this.endpoint.transport().error(ErrorKind.RESOURCES);
			default -> {
			}
		}
	}

}
