package io.sightglass.instrumentation.internal.reactornetty;

import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Role;
import io.sightglass.registry.tag.BoundedValues;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;

/**
 * Shows Reactor Netty's connection pools by their names, never by addresses: all hosts of
 * a pool add up. A pool of the application's own takes one line:
 *
 * <pre>{@code
 * ConnectionProvider.builder("partners").metrics(true, () -> pools).build();
 * }</pre>
 *
 * <pre>
 * connections_active{endpoint="partners",protocol="http",role="client"} 8.0
 * connections_idle{endpoint="partners",protocol="http",role="client"} 2.0
 * connections_limit{endpoint="partners",protocol="http",role="client"} 50.0
 * connections_pending{endpoint="partners",protocol="http",role="client"} 0.0
 * </pre>
 */
public final class ReactorPools implements ConnectionProvider.MeterRegistrar {

	/**
	 * The pool of the auto-configured WebClient, whose channels are measured one by one.
	 */
	static final String WEB_CLIENT = "web-client";

	private static final int MAX_POOLS = 50;

	private final ConnectionMeters connections;

	private final BoundedValues names = new BoundedValues(MAX_POOLS);

	private final ConcurrentHashMap<String, ReactorPool> pools = new ConcurrentHashMap<>();

	public ReactorPools(ConnectionMeters connections) {
		this.connections = connections;
	}

	@Override
	public void registerMetrics(String name, String id, SocketAddress remote, ConnectionPoolMetrics metrics) {
		this.pools.compute(logical(name), (bounded, known) -> {
			ReactorPool pool = (known != null) ? known : new ReactorPool(!bounded.equals(WEB_CLIENT));
			pool.add(id, remote, metrics);
			if (known == null) {
				pool.shownBy(this.connections.watch(bounded, "http", Role.CLIENT, pool));
			}
			return pool;
		});
	}

	@Override
	public void deRegisterMetrics(String name, String id, SocketAddress remote) {
		this.pools.computeIfPresent(logical(name), (bounded, pool) -> pool.removeAndIsEmpty(id, remote) ? null : pool);
	}

	// A pool of HTTP/2 streams stands over one of connections, under a name of its own.
	private String logical(String name) {
		return this.names.bound(name.replaceFirst("^http[23]\\.", ""));
	}

}
