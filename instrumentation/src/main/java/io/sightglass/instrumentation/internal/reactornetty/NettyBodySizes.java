package io.sightglass.instrumentation.internal.reactornetty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.sightglass.instrumentation.internal.http.BodySizes;
import io.sightglass.meters.http.HttpExchange;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * Reactor Netty: two handlers in the channel's pipeline count the bytes. The one for
 * requests stands behind the handler that lets in one request at a time; the one for
 * responses next to the wire, behind compression.
 */
public final class NettyBodySizes implements BodySizes<ServerRequestObservationContext> {

	private static final String RECEIVED = "sightglass.received";

	private static final String SENT = "sightglass.sent";

	@Override
	public void begin(ServerRequestObservationContext context, HttpExchange exchange) {
		HttpServerRequest request = nativeRequest(context.getCarrier());
		if (request != null) {
			request.withConnection((connection) -> begin(connection.channel(), exchange));
		}
	}

	private static @Nullable HttpServerRequest nativeRequest(@Nullable ServerHttpRequest request) {
		ServerHttpRequest undecorated = request;
		while (undecorated instanceof ServerHttpRequestDecorator decorator) {
			undecorated = decorator.getDelegate();
		}
		return (undecorated instanceof AbstractServerHttpRequest server) ? nativeRequest(server) : null;
	}

	private static @Nullable HttpServerRequest nativeRequest(AbstractServerHttpRequest request) {
		try {
			return (request.getNativeRequest() instanceof HttpServerRequest netty) ? netty : null;
		}
		catch (IllegalStateException ex) {
			// Spring's mock of a request refuses to tell.
			return null;
		}
	}

	private static void begin(Channel channel, HttpExchange exchange) {
		ChannelPipeline pipeline = channel.pipeline();
		NettySentHandler sent = pipeline.get(NettySentHandler.class);
		if (sent == null) {
			sent = install(pipeline);
		}
		if (sent != null) {
			sent.begin(exchange);
		}
	}

	private static @Nullable NettySentHandler install(ChannelPipeline pipeline) {
		String codec = (pipeline.get(NettyPipeline.H2ToHttp11Codec) != null) ? NettyPipeline.H2ToHttp11Codec
				: NettyPipeline.HttpCodec;
		if (pipeline.get(codec) == null || pipeline.get(NettyPipeline.HttpTrafficHandler) == null) {
			return null;
		}
		NettyReceivedHandler received = new NettyReceivedHandler();
		NettySentHandler sent = new NettySentHandler(received);
		pipeline.addAfter(NettyPipeline.HttpTrafficHandler, RECEIVED, received);
		pipeline.addAfter(codec, SENT, sent);
		return sent;
	}

}
