package io.sightglass.instrumentation.internal.tomcat;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.server.ServerNames;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.ConnectionSource;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.transport.TransportMeters;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.RequestGroupInfo;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;

/**
 * Looks into each of Tomcat's connectors at the scrape, without MBeans. Tomcat tells
 * nobody of single connections, so there are gauges and bytes, but no counts by reason.
 *
 * <pre>
 * connections_active{endpoint="web",protocol="http",role="server"} 3.0
 * connections_limit{endpoint="web",protocol="http",role="server"} 8192.0
 * connections_idle{endpoint="web",protocol="http",role="server"} 2.0
 * </pre>
 */
public class TomcatConnections implements TomcatConnectorCustomizer, AutoCloseable {

	private final Deque<Runnable> shown = new ConcurrentLinkedDeque<>();

	private final Endpoints endpoints;

	private final ServerNames names;

	public TomcatConnections(Endpoints endpoints, ServerNames names) {
		this.endpoints = endpoints;
		this.names = names;
	}

	@Override
	public void customize(Connector connector) {
		if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
			String name = this.names.take();
			Source source = new Source(protocol);
			ConnectionMeters.Watch watch = this.endpoints.connections().watch(name, "http", Role.SERVER, source);
			TransportMeters.Watch bytes = this.endpoints.transport().watch(name, "http", Role.SERVER, source);
			this.shown.add(() -> {
				watch.close();
				bytes.close();
				this.names.free(name);
			});
		}
	}

	// The registry may be that of a parent, which lives on.
	@Override
	public void close() {
		for (Runnable each = this.shown.poll(); each != null; each = this.shown.poll()) {
			each.run();
		}
	}

	private static final class Source implements ConnectionSource, TransportMeters.ByteSource {

		// The registry, which may outlive it, refers to this.
		private final WeakReference<AbstractProtocol<?>> protocol;

		private final WeakReference<@Nullable AbstractEndpoint<?, ?>> endpoint;

		Source(AbstractProtocol<?> protocol) {
			this.protocol = new WeakReference<>(protocol);
			this.endpoint = new WeakReference<>(endpoint(protocol));
		}

		// The protocol's own count includes the one that its acceptor waits for.
		@Override
		public double active() {
			AbstractEndpoint<?, ?> live = this.endpoint.get();
			return (live != null) ? live.getConnections().size() : UNKNOWN;
		}

		@Override
		public double limit() {
			AbstractProtocol<?> live = this.protocol.get();
			return (live != null) ? live.getMaxConnections() : UNKNOWN;
		}

		// Tomcat's own count of kept-alive sockets includes those in the midst of a
		// request.
		@Override
		public double idle() {
			AbstractEndpoint<?, ?> live = this.endpoint.get();
			return (live != null) ? live.getConnections().stream().filter((socket) -> waits(socket)).count() : UNKNOWN;
		}

		// Neither at work on a thread, nor asynchronous or upgraded.
		private static boolean waits(SocketWrapperBase<?> socket) {
			return socket.getCurrentProcessor() == null && !socket.getLock().isLocked();
		}

		@Override
		public double sent() {
			RequestGroupInfo live = group();
			return (live != null) ? live.getBytesSent() : Double.NaN;
		}

		@Override
		public double received() {
			RequestGroupInfo live = group();
			return (live != null) ? live.getBytesReceived() : Double.NaN;
		}

		private @Nullable RequestGroupInfo group() {
			AbstractProtocol<?> live = this.protocol.get();
			return (live != null) ? (RequestGroupInfo) live.getHandler().getGlobal() : null;
		}

		private static @Nullable AbstractEndpoint<?, ?> endpoint(AbstractProtocol<?> protocol) {
			try {
				Method getter = AbstractProtocol.class.getDeclaredMethod("getEndpoint");
				getter.setAccessible(true);
				return (AbstractEndpoint<?, ?>) getter.invoke(protocol);
			}
			catch (Throwable ex) {
				// A module that does not open itself: the gauges show NaN.
				return null;
			}
		}

	}

}
