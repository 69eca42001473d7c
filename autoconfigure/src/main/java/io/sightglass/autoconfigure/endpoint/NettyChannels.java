package io.sightglass.autoconfigure.endpoint;

import io.netty.channel.Channel;
import io.sightglass.endpoint.MeteredEndpoint;
import io.sightglass.netty.MeteringHandler;

/**
 * Meters a Netty channel. It stands by itself, so that an application without Netty never
 * loads a signature that names it.
 */
final class NettyChannels {

	private NettyChannels() {
	}

	static void meter(Channel channel, MeteredEndpoint endpoint) {
		channel.pipeline().addFirst(new MeteringHandler(endpoint));
	}

}
