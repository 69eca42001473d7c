package io.sightglass.instrumentation.internal.reactornetty;

import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

import io.netty.channel.Channel;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.instrumentation.internal.server.ServerNames;
import io.sightglass.instrumentation.netty.MeteringHandler;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;

/**
 * Meters the connections of each Netty server that an application starts. Asked only
 * where one starts: beside Tomcat the endpoint is Tomcat's.
 */
public final class NettyServers implements NettyServerCustomizer, AutoCloseable {

	private final Deque<String> taken = new ConcurrentLinkedDeque<>();

	private final Set<Channel> open = ConcurrentHashMap.newKeySet();

	private final Endpoints endpoints;

	private final ServerNames names;

	public NettyServers(Endpoints endpoints, ServerNames names) {
		this.endpoints = endpoints;
		this.names = names;
	}

	@Override
	public HttpServer apply(HttpServer server) {
		if (this.endpoints.recordNothing()) {
			return server;
		}
		String name = this.names.take();
		this.taken.add(name);
		MeteredEndpoint web = this.endpoints.server(name, "http");
		return server.doOnChannelInit((observer, channel, remote) -> {
			NettyChannels.meter(channel, web);
			this.open.add(channel);
			channel.closeFuture().addListener((closed) -> this.open.remove(channel));
		}).childObserve((connection, state) -> {
			if (state == ConnectionObserver.State.CONFIGURED) {
				NettyChannels.stream(connection.channel());
			}
		});
	}

	// Loops that end with the application do not always say that their channels are
	// closed, and the registry may be that of a parent, which lives on.
	@Override
	public void close() {
		this.open.forEach((channel) -> MeteringHandler.connection(channel).close());
		this.open.clear();
		this.taken.forEach(this.names::free);
		this.taken.clear();
	}

}
