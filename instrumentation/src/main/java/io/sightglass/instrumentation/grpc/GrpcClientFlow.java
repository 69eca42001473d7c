package io.sightglass.instrumentation.grpc;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.ClientTransportFilter;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;

/**
 * Meters a gRPC client: its connections, the calls in flight as their streams, and
 * messages with their size on the wire.
 *
 * <pre>{@code
 * GrpcClientFlow.meter(channelBuilder, endpoints.client("orders", "grpc"));
 * }</pre>
 */
public final class GrpcClientFlow {

	private GrpcClientFlow() {
	}

	/**
	 * Adds the meters to a channel before it is built.
	 * @param builder the channel's builder
	 * @param endpoint where to record
	 */
	public static void meter(ManagedChannelBuilder<?> builder, MeteredEndpoint endpoint) {
		builder.intercept(new Interceptor(new TracerFactory(endpoint)));
		try {
			builder.addTransportFilter(new Filter(endpoint));
		}
		catch (UnsupportedOperationException ignored) {
			// An in-process channel has no transport to watch; its calls are metered.
		}
	}

	private static final class Filter extends ClientTransportFilter {

		private final MeteredEndpoint endpoint;

		Filter(MeteredEndpoint endpoint) {
			this.endpoint = endpoint;
		}

		@Override
		public Attributes transportReady(Attributes attributes) {
			return Transports.with(attributes, this.endpoint.connections().opened());
		}

		@Override
		public void transportTerminated(Attributes attributes) {
			Transports.of(attributes).close();
		}

	}

	private static final class Interceptor implements ClientInterceptor {

		private final TracerFactory tracers;

		Interceptor(TracerFactory tracers) {
			this.tracers = tracers;
		}

		@Override
		public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options,
				Channel channel) {
			return channel.newCall(method, options.withStreamTracerFactory(this.tracers));
		}

	}

	private static final class TracerFactory extends ClientStreamTracer.Factory {

		private final MeteredEndpoint endpoint;

		TracerFactory(MeteredEndpoint endpoint) {
			this.endpoint = endpoint;
		}

		@Override
		public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
			return new Tracer(new CallFlow(this.endpoint));
		}

	}

	private static final class Tracer extends ClientStreamTracer {

		private final CallFlow flow;

		Tracer(CallFlow flow) {
			this.flow = flow;
		}

		@Override
		public void streamCreated(Attributes transport, Metadata headers) {
			this.flow.in(Transports.of(transport));
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
			this.flow.ended(status);
		}

	}

}
