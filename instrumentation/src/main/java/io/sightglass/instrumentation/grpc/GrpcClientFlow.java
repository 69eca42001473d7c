package io.sightglass.instrumentation.grpc;

import java.util.concurrent.atomic.AtomicReference;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.ClientTransportFilter;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import org.jspecify.annotations.Nullable;

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
		builder.intercept(new Interceptor(endpoint));
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
			return new ClientConnection(this.endpoint.connections().opened()).in(attributes);
		}

		@Override
		public void transportTerminated(Attributes attributes) {
			ClientConnection connection = ClientConnection.of(attributes);
			if (connection != null) {
				connection.left();
			}
		}

	}

	private static final class Interceptor implements ClientInterceptor {

		private final MeteredEndpoint endpoint;

		Interceptor(MeteredEndpoint endpoint) {
			this.endpoint = endpoint;
		}

		@Override
		public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options,
				Channel channel) {
			Attempts attempts = new Attempts(this.endpoint);
			return new MeteredCall<>(channel.newCall(method, options.withStreamTracerFactory(attempts)), attempts);
		}

	}

	private static final class MeteredCall<Q, A> extends SimpleForwardingClientCall<Q, A> {

		private final Attempts attempts;

		MeteredCall(ClientCall<Q, A> call, Attempts attempts) {
			super(call);
			this.attempts = attempts;
		}

		@Override
		public void start(Listener<A> listener, Metadata headers) {
			super.start(new SimpleForwardingClientCallListener<>(listener) {
				@Override
				public void onClose(Status status, Metadata trailers) {
					MeteredCall.this.attempts.ended(status);
					super.onClose(status, trailers);
				}
			}, headers);
		}

	}

	/**
	 * The attempts of one call: more than one where it is tried again. Only the call
	 * knows how it ended: one that its deadline ends cancels its attempt.
	 */
	private static final class Attempts extends ClientStreamTracer.Factory {

		private final MeteredEndpoint endpoint;

		// Whether the latest one has come as far as a connection.
		private volatile boolean connected;

		Attempts(MeteredEndpoint endpoint) {
			this.endpoint = endpoint;
		}

		@Override
		public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
			this.connected = false;
			return new Tracer(this, new CallFlow(this.endpoint));
		}

		void ended(Status status) {
			CallFlow.ended(this.endpoint, status);
			Throwable cause = status.getCause();
			if (status.getCode() == Status.Code.UNAVAILABLE && !this.connected && cause != null) {
				this.endpoint.connections().attemptFailed(cause);
			}
		}

	}

	private static final class Tracer extends ClientStreamTracer {

		private final Attempts attempts;

		private final CallFlow flow;

		private final AtomicReference<@Nullable ClientConnection> connection = new AtomicReference<>();

		private volatile boolean closed;

		Tracer(Attempts attempts, CallFlow flow) {
			this.attempts = attempts;
			this.flow = flow;
		}

		@Override
		public void streamCreated(Attributes transport, Metadata headers) {
			this.attempts.connected = true;
			ClientConnection connection = ClientConnection.of(transport);
			if (connection != null) {
				connection.called();
				this.connection.set(connection);
				if (this.closed) {
					leave(Status.OK);
				}
			}
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
			this.closed = true;
			leave(status);
		}

		private void leave(Status status) {
			ClientConnection left = this.connection.getAndSet(null);
			if (left != null) {
				left.left(status);
			}
		}

	}

}
