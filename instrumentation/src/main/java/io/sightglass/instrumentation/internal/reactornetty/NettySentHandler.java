package io.sightglass.instrumentation.internal.reactornetty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.sightglass.meters.http.HttpExchange;

/**
 * Counts the bytes of the response at hand, and tells the exchange when the last one was
 * written or the channel has gone.
 */
final class NettySentHandler extends ChannelOutboundHandlerAdapter {

	private static final int SWITCHING_PROTOCOLS = 101;

	private final NettyReceivedHandler received;

	private HttpExchange exchange = HttpExchange.NONE;

	private long bytes;

	NettySentHandler(NettyReceivedHandler received) {
		this.received = received;
	}

	void begin(HttpExchange exchange) {
		this.received.begin();
		this.bytes = 0;
		this.exchange = exchange;
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		this.bytes += size(message);
		if (message instanceof LastHttpContent && !isInterim(message)) {
			end();
		}
		context.write(message, promise);
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		context.channel().closeFuture().addListener((closed) -> end());
	}

	private void end() {
		this.exchange.transferred(this.received.bytes(), this.bytes);
		this.exchange = HttpExchange.NONE;
	}

	private static long size(Object message) {
		if (message instanceof ByteBufHolder content) {
			return content.content().readableBytes();
		}
		if (message instanceof ByteBuf buffer) {
			return buffer.readableBytes();
		}
		return (message instanceof FileRegion file) ? file.count() : 0;
	}

	// 100 Continue is whole in itself, and yet not the answer.
	private static boolean isInterim(Object message) {
		return message instanceof HttpResponse response
				&& response.status().codeClass() == HttpStatusClass.INFORMATIONAL
				&& response.status().code() != SWITCHING_PROTOCOLS;
	}

}
