package io.sightglass.instrumentation.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;

/**
 * Stands before the application's own handler, where the events and errors of all others
 * come by: TLS, idleness, timeouts.
 */
final class EventObserver extends ChannelInboundHandlerAdapter {

	private final MeteringHandler owner;

	EventObserver(MeteringHandler owner) {
		this.owner = owner;
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
		if (event instanceof SslHandshakeCompletionEvent handshake) {
			this.owner.handshaken(handshake.cause());
		}
		else if (event instanceof IdleStateEvent idle && idle.state() != IdleState.WRITER_IDLE) {
			this.owner.idle();
		}
		super.userEventTriggered(ctx, event);
	}

	@Override
	@SuppressWarnings("deprecation")
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
		this.owner.failed(cause);
		super.exceptionCaught(ctx, cause);
	}

}
