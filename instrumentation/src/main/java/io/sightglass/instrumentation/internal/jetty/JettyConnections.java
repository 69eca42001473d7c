package io.sightglass.instrumentation.internal.jetty;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.server.ServerNames;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.ConnectionSource;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.transport.TransportMeters;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jetty.JettyServerCustomizer;

/**
 * Listens to the connections of Jetty's connectors. Of an encrypted connection only the
 * outer one counts, with its bytes on the wire.
 */
public class JettyConnections implements Connection.Listener, ConnectionSource, TransportMeters.ByteSource,
		JettyServerCustomizer, AutoCloseable {

	private final Endpoints endpoints;

	private final ServerNames names;

	private final String name;

	private final ConnectionMeters.Endpoint endpoint;

	private volatile ConnectionMeters.Watch watch = ConnectionMeters.Watch.NONE;

	private final Map<Connection, io.sightglass.meters.connection.OpenConnection> open = new ConcurrentHashMap<>();

	// Those that speak HTTP, be it inside TLS.
	private final Set<Connection> speaking = ConcurrentHashMap.newKeySet();

	// It knows the server, which the registry, which refers to this, may outlive.
	private WeakReference<@Nullable NetworkConnectionLimit> limit = new WeakReference<>(null);

	private final TransportMeters.Watch bytes;

	private final AtomicLong endedSent = new AtomicLong();

	private final AtomicLong endedReceived = new AtomicLong();

	public JettyConnections(Endpoints endpoints, ServerNames names) {
		this.endpoints = endpoints;
		this.names = names;
		this.name = names.take();
		this.endpoint = endpoints.connections().endpoint(this.name, "http", Role.SERVER);
		this.bytes = endpoints.transport().watch(this.name, "http", Role.SERVER, this);
	}

	@Override
	public void customize(Server server) {
		for (Connector connector : server.getConnectors()) {
			connector.addBean(this);
		}
		this.limit = new WeakReference<>(server.getBean(NetworkConnectionLimit.class));
		this.watch = this.endpoints.connections().watch(this.name, "http", Role.SERVER, this);
	}

	// The registry may be that of a parent, which lives on.
	@Override
	public void close() {
		this.watch.close();
		this.bytes.close();
		this.names.free(this.name);
	}

	@Override
	public void onOpened(Connection connection) {
		if (!(connection.getEndPoint() instanceof SslConnection.SslEndPoint)) {
			this.open.put(connection, this.endpoint.opened());
		}
		if (connection instanceof ConnectionMetaData) {
			this.speaking.add(connection);
		}
	}

	@Override
	public void onClosed(Connection connection) {
		this.speaking.remove(connection);
		io.sightglass.meters.connection.OpenConnection opened = this.open.remove(connection);
		if (opened != null) {
			this.endedSent.addAndGet(connection.getBytesOut());
			this.endedReceived.addAndGet(connection.getBytesIn());
			opened.close();
		}
	}

	@Override
	public double limit() {
		NetworkConnectionLimit set = this.limit.get();
		return (set != null) ? set.getMaxNetworkConnectionCount() : UNKNOWN;
	}

	// Every request so far has its response.
	@Override
	public double idle() {
		return this.speaking.stream().filter((each) -> each.getMessagesIn() == each.getMessagesOut()).count();
	}

	@Override
	public double sent() {
		return total(this.endedSent, Connection::getBytesOut);
	}

	@Override
	public double received() {
		return total(this.endedReceived, Connection::getBytesIn);
	}

	private double total(AtomicLong ended, ToLongFunction<Connection> bytes) {
		// The ended ones first: one that ends now is then missed once, not counted twice.
		return ended.get() + this.open.keySet().stream().mapToLong(bytes).sum();
	}

}
