package io.sightglass.instrumentation.grpc;

import io.grpc.Status;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.OpenStream;
import io.sightglass.meters.instrument.ErrorKind;

/**
 * One attempt of a call as a stream; both sides' tracers report to it. gRPC says exactly
 * once that it is closed, but not always after it has said that it was created: a call
 * may be cancelled while it is on its way to a transport.
 */
final class CallFlow {

	private final MeteredEndpoint endpoint;

	private volatile OpenStream stream = OpenStream.NONE;

	private volatile boolean closed;

	CallFlow(MeteredEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	void opened() {
		OpenStream opened = this.endpoint.connections().stream();
		this.stream = opened;
		if (this.closed) {
			opened.close();
		}
	}

	// An in-process transport knows no size and says so by a negative one.
	void sent(long wireSize) {
		this.endpoint.transport().sent(wireSize, 1);
	}

	void received(long wireSize) {
		this.endpoint.transport().received(wireSize, 1);
	}

	void closed() {
		this.closed = true;
		this.stream.close();
	}

	// Only what the transport did: an application's own status is no transport error.
	static void ended(MeteredEndpoint endpoint, Status status) {
		switch (status.getCode()) {
			case UNAVAILABLE -> endpoint.transport().failedBecause("unavailable");
			case DEADLINE_EXCEEDED -> endpoint.transport().failedFor(ErrorKind.TIMEOUT);
			case CANCELLED -> endpoint.transport().failedFor(ErrorKind.CANCELLED);
			case RESOURCE_EXHAUSTED -> endpoint.transport().failedFor(ErrorKind.RESOURCES);
			default -> {
			}
		}
	}

}
