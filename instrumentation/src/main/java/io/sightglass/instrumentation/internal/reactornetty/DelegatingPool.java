package io.sightglass.instrumentation.internal.reactornetty;

import java.net.SocketAddress;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.netty.resolver.AddressResolverGroup;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;

/**
 * A pool that belongs to the resources which all of the JVM shares. Another application
 * that ends may end those, their loops and their resolver; whoever asks next gets new
 * ones, and so a new pool here.
 */
final class DelegatingPool implements ConnectionProvider {

	private final UnaryOperator<ConnectionProvider> pools;

	private volatile Latest latest;

	DelegatingPool(UnaryOperator<ConnectionProvider> pools) {
		this.pools = pools;
		this.latest = latest(HttpResources.get());
	}

	private Latest latest(ConnectionProvider shared) {
		return new Latest(shared, this.pools.apply(shared));
	}

	private ConnectionProvider pool() {
		ConnectionProvider shared = HttpResources.get();
		Latest known = this.latest;
		if (known.shared() != shared) {
			known = latest(shared);
			this.latest = known;
		}
		return known.pool();
	}

	@Override
	public Mono<? extends Connection> acquire(TransportConfig config, ConnectionObserver observer,
			@Nullable Supplier<? extends SocketAddress> remote, @Nullable AddressResolverGroup<?> resolvers) {
		return pool().acquire(config, observer, remote, resolvers);
	}

	@Override
	public void disposeWhen(SocketAddress address) {
		pool().disposeWhen(address);
	}

	@Override
	public void dispose() {
		this.latest.pool().dispose();
	}

	@Override
	public Mono<Void> disposeLater() {
		return this.latest.pool().disposeLater();
	}

	@Override
	public boolean isDisposed() {
		return this.latest.pool().isDisposed();
	}

	@Override
	public int maxConnections() {
		return pool().maxConnections();
	}

	@Override
	public @Nullable Map<SocketAddress, Integer> maxConnectionsPerHost() {
		return pool().maxConnectionsPerHost();
	}

	@Override
	public ConnectionProvider.@Nullable Builder mutate() {
		return pool().mutate();
	}

	@Override
	public @Nullable String name() {
		return pool().name();
	}

	private record Latest(ConnectionProvider shared, ConnectionProvider pool) {

	}

}
