package io.sightglass.instrumentation.endpoint;

import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.transport.TransportMeters;

/**
 * Endpoints that meter both their connections and what flows through them.
 */
public final class Endpoints {

	private final ConnectionMeters connections;

	private final TransportMeters transport;

	/**
	 * Endpoints over two families of meters, either of which may record nothing.
	 * @param connections counts the connections
	 * @param transport counts what flows through them
	 */
	public Endpoints(ConnectionMeters connections, TransportMeters transport) {
		this.connections = Objects.requireNonNull(connections, "connections");
		this.transport = Objects.requireNonNull(transport, "transport");
	}

	/**
	 * Endpoints of a registry, without Spring.
	 * @param registry where their meters go
	 * @return the endpoints
	 */
	public static Endpoints in(MeterRegistry registry) {
		return new Endpoints(ConnectionMeters.in(registry), TransportMeters.in(registry));
	}

	/**
	 * An endpoint that listens.
	 * @param name a logical name, never an address
	 * @param protocol such as tcp, tls, websocket
	 * @return the endpoint
	 */
	public MeteredEndpoint server(String name, String protocol) {
		return of(name, protocol, Role.SERVER);
	}

	/**
	 * An endpoint that connects.
	 * @param name a logical name, never an address
	 * @param protocol such as tcp, tls, websocket
	 * @return the endpoint
	 */
	public MeteredEndpoint client(String name, String protocol) {
		return of(name, protocol, Role.CLIENT);
	}

	private MeteredEndpoint of(String name, String protocol, Role role) {
		return new MeteredEndpoint(this.connections.endpoint(name, protocol, role),
				this.transport.endpoint(name, protocol, role));
	}

	/**
	 * Whether both families are off, so that nothing has to be listened to.
	 * @return whether nothing here records
	 */
	public boolean recordNothing() {
		return this.connections == ConnectionMeters.NONE && this.transport == TransportMeters.NONE;
	}

	/**
	 * The meters of connections alone, such as to watch a pool.
	 * @return what was given
	 */
	public ConnectionMeters connections() {
		return this.connections;
	}

	/**
	 * The meters of what flows alone, such as for the nodes of a route.
	 * @return what was given
	 */
	public TransportMeters transport() {
		return this.transport;
	}

}
