package io.sightglass.instrumentation.internal.reactornetty;

import java.net.SocketAddress;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import org.jspecify.annotations.Nullable;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.client.HttpClientState;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;

/**
 * Meters the channels of the auto-configured WebClient while the application lives. A
 * pool of the application's own may live on and keeps the configuration of its clients,
 * so neither that nor a channel refers to the application any more once it has ended.
 */
public class WebClientChannels
		implements ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder>, DisposableBean {

	private final Metering metering = new Metering();

	public WebClientChannels(Endpoints endpoints) {
		if (!endpoints.recordNothing()) {
			this.metering.endpoint = endpoints.client(ReactorPools.WEB_CLIENT, "http");
		}
	}

	// The same for all clients: by it, Reactor Netty decides who shares connections.
	@Override
	public ReactorClientHttpConnectorBuilder customize(ReactorClientHttpConnectorBuilder builder) {
		return (this.metering.endpoint != null)
				? builder.withHttpClientCustomizer((http) -> http.doOnChannelInit(this.metering).observe(this.metering))
				: builder;
	}

	@Override
	public void destroy() {
		this.metering.endpoint = null;
		this.metering.channels.forEach(NettyChannels::leave);
	}

	private static final class Metering implements ChannelPipelineConfigurer, ConnectionObserver {

		private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

		private volatile @Nullable MeteredEndpoint endpoint;

		@Override
		public void onStateChange(Connection connection, State state) {
			if (state == HttpClientState.STREAM_CONFIGURED) {
				NettyChannels.stream(connection.channel());
			}
			else if (state == HttpClientState.RESPONSE_INCOMPLETE) {
				NettyChannels.cutShort(connection.channel());
			}
		}

		@Override
		public void onChannelInit(ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
			MeteredEndpoint client = this.endpoint;
			if (client == null) {
				return;
			}
			NettyChannels.meter(channel, client);
			this.channels.add(channel);
			if (this.endpoint == null) {
				NettyChannels.leave(channel);
			}
		}

	}

}
