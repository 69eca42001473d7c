package io.sightglass.instrumentation.internal.reactornetty;

import java.util.concurrent.RejectedExecutionException;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.instrumentation.netty.MeteringHandler;
import io.sightglass.meters.connection.OpenStream;

/**
 * Meters a Netty channel. It stands by itself, so that an application without Netty never
 * loads a signature that names it.
 */
public final class NettyChannels {

	private NettyChannels() {
	}

	public static void meter(Channel channel, MeteredEndpoint endpoint) {
		channel.pipeline().addFirst(new MeteringHandler(endpoint));
	}

	/**
	 * A stream of HTTP/2 has begun.
	 * @param channel its channel, or that of a request of HTTP/1.1, which is none
	 */
	public static void stream(Channel channel) {
		if (channel instanceof Http2StreamChannel) {
			OpenStream stream = MeteringHandler.connection(channel.parent()).stream();
			channel.closeFuture().addListener((closed) -> stream.close());
		}
	}

	static void cutShort(Channel channel) {
		MeteringHandler.cutShort((channel instanceof Http2StreamChannel) ? channel.parent() : channel);
	}

	static void leave(Channel channel) {
		try {
			channel.eventLoop().execute(() -> {
				if (channel.pipeline().get(MeteringHandler.class) != null) {
					channel.pipeline().remove(MeteringHandler.class);
				}
			});
		}
		catch (RejectedExecutionException ignored) {
			// Its loop has ended, and the channel with it.
		}
	}

}
