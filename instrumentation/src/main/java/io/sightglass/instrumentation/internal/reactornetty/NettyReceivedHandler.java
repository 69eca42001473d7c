package io.sightglass.instrumentation.internal.reactornetty;

import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Counts the bytes of the request at hand.
 */
final class NettyReceivedHandler extends ChannelInboundHandlerAdapter {

	private long bytes;

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof ByteBufHolder content) {
			this.bytes += content.content().readableBytes();
		}
		context.fireChannelRead(message);
	}

	void begin() {
		this.bytes = 0;
	}

	long bytes() {
		return this.bytes;
	}

}
