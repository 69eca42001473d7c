package io.sightglass.instrumentation.grpc;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.ServerBuilder;
import io.grpc.ServerStreamTracer;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Meters a gRPC server: its connections, the calls in flight as their streams, and
 * messages with their size on the wire.
 *
 * <pre>{@code
 * GrpcServerFlow.meter(serverBuilder, endpoints.server("orders", "grpc"));
 * }</pre>
 */
public final class GrpcServerFlow {

	private GrpcServerFlow() {
	}

	/**
	 * Adds the meters to a server before it is built.
	 * @param builder the server's builder
	 * @param endpoint where to record
	 */
	public static void meter(ServerBuilder<?> builder, MeteredEndpoint endpoint) {
		builder.addTransportFilter(new Filter(endpoint));
		builder.addStreamTracerFactory(new TracerFactory(endpoint));
	}

	private static final class Filter extends ServerTransportFilter {

		private static final Attributes.Key<OpenConnection> CONNECTION = Attributes.Key.create("sightglass.connection");

		private final MeteredEndpoint endpoint;

		Filter(MeteredEndpoint endpoint) {
			this.endpoint = endpoint;
		}

		@Override
		public Attributes transportReady(Attributes attributes) {
			return attributes.toBuilder().set(CONNECTION, this.endpoint.connections().opened()).build();
		}

		// Without attributes it was never ready: the handshake, or the preface of HTTP/2,
		// failed or did not come.
		@Override
		public void transportTerminated(@Nullable Attributes attributes) {
			OpenConnection connection = (attributes != null) ? attributes.get(CONNECTION) : null;
			if (connection != null) {
				connection.close();
			}
			else if (attributes == null) {
				this.endpoint.connections().attemptFailedFor(Reason.HANDSHAKE);
			}
		}

	}

	private static final class TracerFactory extends ServerStreamTracer.Factory {

		private final MeteredEndpoint endpoint;

		TracerFactory(MeteredEndpoint endpoint) {
			this.endpoint = endpoint;
		}

		@Override
		public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
			return new Tracer(this.endpoint);
		}

	}

	private static final class Tracer extends ServerStreamTracer {

		private final MeteredEndpoint endpoint;

		private final CallFlow flow;

		// Here, as a call starts later, on another thread: after its end, or, of a method
		// that is not there, never.
		Tracer(MeteredEndpoint endpoint) {
			this.endpoint = endpoint;
			this.flow = new CallFlow(endpoint);
			this.flow.opened();
		}

		@Override
		public void outboundMessageSent(int number, long wireSize, long size) {
			this.flow.sent(wireSize);
		}

		@Override
		public void inboundMessageRead(int number, long wireSize, long size) {
			this.flow.received(wireSize);
		}

		@Override
		public void streamClosed(Status status) {
			this.flow.closed();
			CallFlow.ended(this.endpoint, status);
		}

	}

}
