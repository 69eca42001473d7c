package io.sightglass.autoconfigure.endpoint;

import io.sightglass.connection.ConnectionMeters;
import io.sightglass.endpoint.Endpoints;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.core.Ordered;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Gives the auto-configured WebClient, where it would take the pool that all of the JVM
 * shares, a pool of the same settings that is metered. A pool of the application's own
 * stays in its place.
 */
class WebClientPool
		implements ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder>, Ordered, DisposableBean {

	private final Endpoints endpoints;

	private final ReactorPools pools;

	private final ReactorResourceFactory resources;

	private @Nullable ConnectionProvider pool;

	WebClientPool(Endpoints endpoints, ReactorPools pools, ReactorResourceFactory resources) {
		this.endpoints = endpoints;
		this.pools = pools;
		this.resources = resources;
	}

	// Next after Boot's own, so that any other customizer has the last word.
	@Override
	public int getOrder() {
		return 1;
	}

	@Override
	public ReactorClientHttpConnectorBuilder customize(ReactorClientHttpConnectorBuilder builder) {
		boolean shared = this.resources.isUseGlobalResources();
		return (shared && this.endpoints.connections() != ConnectionMeters.NONE)
				? builder.withReactorResourceFactory(new Metered()) : builder;
	}

	private synchronized ConnectionProvider pool() {
		if (this.pool == null) {
			ConnectionProvider.Builder like = this.resources.getConnectionProvider().mutate();
			this.pool = (like != null) ? like.name(ReactorPools.WEB_CLIENT).metrics(true, () -> this.pools).build()
					: this.resources.getConnectionProvider();
		}
		return this.pool;
	}

	@Override
	public synchronized void destroy() {
		if (this.pool != null && this.pool != this.resources.getConnectionProvider()) {
			this.pool.dispose();
		}
	}

	// Asked only once a client is built, when the shared resources are there.
	private final class Metered extends ReactorResourceFactory {

		@Override
		public ConnectionProvider getConnectionProvider() {
			return pool();
		}

		@Override
		public LoopResources getLoopResources() {
			return WebClientPool.this.resources.getLoopResources();
		}

	}

}
