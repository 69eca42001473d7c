package io.sightglass.instrumentation.internal.reactornetty;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.meters.connection.ConnectionMeters;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.core.Ordered;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Gives the auto-configured WebClient, where it would take the pool that all of the JVM
 * shares, a pool of the same settings that is metered and ends with the application: in
 * the shared one its channels, and what measures them, would outlive it. A pool of the
 * application's own stays in its place.
 */
public class WebClientPool
		implements ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder>, Ordered, DisposableBean {

	private final Endpoints endpoints;

	private final ReactorPools pools;

	private final @Nullable ReactorResourceFactory resources;

	private @Nullable ConnectionProvider shared;

	private @Nullable ConnectionProvider pool;

	public WebClientPool(Endpoints endpoints, ReactorPools pools, @Nullable ReactorResourceFactory resources) {
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
		if (this.endpoints.recordNothing()) {
			return builder;
		}
		ReactorResourceFactory shared = this.resources;
		if (shared == null) {
			return builder.withHttpClientFactory(() -> HttpClient.create(new DelegatingPool(this::pool)));
		}
		return shared.isUseGlobalResources() ? builder.withReactorResourceFactory(new Metered(shared)) : builder;
	}

	private synchronized ConnectionProvider pool(ConnectionProvider shared) {
		ConnectionProvider made = this.pool;
		if (made != null && this.shared == shared) {
			return made;
		}
		ConnectionProvider.Builder like = shared.mutate();
		if (like == null) {
			return shared;
		}
		like.name(ReactorPools.WEB_CLIENT);
		if (this.endpoints.connections() != ConnectionMeters.NONE) {
			like.metrics(true, () -> this.pools);
		}
		destroy();
		this.shared = shared;
		made = like.build();
		this.pool = made;
		return made;
	}

	@Override
	public synchronized void destroy() {
		if (this.pool != null) {
			this.pool.dispose();
		}
	}

	// Asked only once a client is built, when the shared resources are there.
	private final class Metered extends ReactorResourceFactory {

		private final ReactorResourceFactory shared;

		Metered(ReactorResourceFactory shared) {
			this.shared = shared;
		}

		@Override
		public ConnectionProvider getConnectionProvider() {
			return pool(this.shared.getConnectionProvider());
		}

		@Override
		public LoopResources getLoopResources() {
			return this.shared.getLoopResources();
		}

	}

}
