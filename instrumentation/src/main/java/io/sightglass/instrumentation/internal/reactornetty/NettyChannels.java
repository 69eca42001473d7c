package io.sightglass.instrumentation.internal.reactornetty;

import java.util.concurrent.RejectedExecutionException;

import io.netty.channel.Channel;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.instrumentation.netty.MeteringHandler;

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
