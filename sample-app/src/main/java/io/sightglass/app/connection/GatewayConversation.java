package io.sightglass.app.connection;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.sightglass.instrumentation.netty.MeteringHandler;
import io.sightglass.meters.connection.OpenStream;

/**
 * Answers each frame as a stream of its own, and loses the first attempt of every tenth.
 */
class GatewayConversation extends SimpleChannelInboundHandler<ByteBuf> {

	private static final int LOSES_ONE_IN = 10;

	private static final long WORK_MILLIS = 2;

	@Override
	protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
		int number = frame.getInt(frame.readerIndex());
		boolean first = frame.getByte(frame.readerIndex() + Integer.BYTES) == 0;
		if (first && number % LOSES_ONE_IN == LOSES_ONE_IN - 1) {
			return;
		}
		OpenStream stream = MeteringHandler.connection(ctx.channel()).stream();
		ByteBuf answer = frame.retain();
		ctx.executor()
			.schedule(() -> ctx.writeAndFlush(answer).addListener((written) -> stream.close()), WORK_MILLIS,
					TimeUnit.MILLISECONDS);
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event instanceof IdleStateEvent) {
			ctx.close();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		ctx.close();
	}

}
