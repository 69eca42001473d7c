package io.sightglass.instrumentation.netty;

import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.Reason;
import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.instrument.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Meters one channel, server's or client's: add a new one as the first handler of its
 * pipeline. There it counts the bytes on the wire, one packet a read and a write; put
 * behind TLS or a frame decoder it counts what comes out of these.
 *
 * <pre>{@code
 * MeteredEndpoint gateway = endpoints.server("gateway", "tls");
 * …
 * channel.pipeline().addLast(new MeteringHandler(gateway), sslHandler, …);
 * }</pre>
 *
 * With the epoll transport it also asks the kernel for round trips and retransmissions.
 */
public final class MeteringHandler extends ChannelDuplexHandler {

	private static final boolean EPOLL = isPresent("io.netty.channel.epoll.EpollSocketChannel");

	private final MeteredEndpoint endpoint;

	private final CloseCause cause = new CloseCause();

	private OpenConnection connection = OpenConnection.NONE;

	private boolean opened;

	private boolean attempted;

	private @Nullable EventObserver observer;

	private @Nullable TcpInfoProbe probe;

	private @Nullable Throwable lastError;

	/**
	 * Measures one channel; each channel needs its own.
	 * @param endpoint what the channel is counted for
	 */
	public MeteringHandler(MeteredEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Says why a channel is about to be closed, where only the application knows.
	 * @param channel a measured channel
	 * @param reason the reason
	 */
	public static void closing(Channel channel, Reason reason) {
		MeteringHandler handler = channel.pipeline().get(MeteringHandler.class);
		if (handler != null) {
			handler.cause.because(reason);
		}
	}

	/**
	 * Says that the peer ended a channel before the protocol's end, which only the
	 * protocol above knows: an answer that was cut short. It is a transport error,
	 * {@code closed}, unless that end is one already.
	 * @param channel a measured channel
	 */
	public static void cutShort(Channel channel) {
		MeteringHandler handler = channel.pipeline().get(MeteringHandler.class);
		if (handler != null) {
			handler.failed(new ClosedChannelException());
		}
	}

	/**
	 * The connection of a channel, to open streams in it.
	 * @param channel a channel
	 * @return its connection; one that records nothing where it is not measured or not
	 * open
	 */
	public static OpenConnection connection(Channel channel) {
		MeteringHandler handler = channel.pipeline().get(MeteringHandler.class);
		return (handler != null) ? handler.connection : OpenConnection.NONE;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		if (ctx.channel().isActive()) {
			opened(ctx);
			// The other handlers may be on their way.
			ctx.executor().execute(() -> observe(ctx));
		}
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		opened(ctx);
		observe(ctx);
		ctx.fireChannelActive();
	}

	private void opened(ChannelHandlerContext ctx) {
		Channel channel = ctx.channel();
		if (this.opened || channel instanceof DatagramChannel) {
			return;
		}
		this.opened = true;
		this.connection = this.endpoint.connections().opened();
		this.probe = EPOLL ? TcpInfoProbe.of(channel, this.endpoint.transport()) : null;
	}

	private void observe(ChannelHandlerContext ctx) {
		if (this.observer != null || ctx.isRemoved()) {
			return;
		}
		EventObserver added = new EventObserver(this);
		this.observer = added;
		ChannelHandlerContext last = ctx.pipeline().lastContext();
		if (last == ctx || last.handler() instanceof SslHandler) {
			ctx.pipeline().addLast(added);
		}
		else {
			ctx.pipeline().addBefore(last.name(), null, added);
		}
	}

	@Override
	public void connect(ChannelHandlerContext ctx, SocketAddress remote, @Nullable SocketAddress local,
			ChannelPromise promise) {
		this.attempted = true;
		ctx.connect(remote, local, promise.unvoid().addListener(this::attemptEnded));
	}

	private void attemptEnded(Future<? super Void> attempt) {
		if (!attempt.isSuccess()) {
			this.endpoint.attemptFailed(attempt.cause());
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		long size = Sizes.of(message);
		if (size >= 0) {
			this.endpoint.transport().received(size);
			this.cause.received();
		}
		ctx.fireChannelRead(message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		if (this.probe != null) {
			this.probe.lookIfDue();
		}
		ctx.fireChannelReadComplete();
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
		long size = Sizes.of(message);
		ctx.write(message, (size < 0) ? promise : promise.unvoid().addListener((written) -> written(written, size)));
	}

	private void written(Future<? super Void> written, long size) {
		if (written.isSuccess()) {
			this.endpoint.transport().sent(size);
		}
		else if (ErrorKind.of(written.cause()) != ErrorKind.CLOSED) {
			failed(written.cause());
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event instanceof ChannelInputShutdownEvent) {
			this.cause.halfClosed();
		}
		ctx.fireUserEventTriggered(event);
	}

	@Override
	@SuppressWarnings("deprecation")
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		failed(cause);
		ctx.fireExceptionCaught(cause);
	}

	@Override
	public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
		if (this.probe != null) {
			this.probe.look();
		}
		ctx.close(promise);
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		// First the others: a handshake that was cut off fails in here.
		ctx.fireChannelInactive();
		end();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		end();
		if (this.observer != null && ctx.pipeline().context(this.observer) != null) {
			ctx.pipeline().remove(this.observer);
		}
		boolean client = ctx.channel().parent() == null && !(ctx.channel() instanceof DatagramChannel);
		if (client && !this.opened && !this.attempted) {
			// Its name had no address, so that no connect came by.
			this.attempted = true;
			this.endpoint.connections().attemptFailedFor(Reason.UNREACHABLE);
			this.endpoint.transport().failedFor(ErrorKind.UNREACHABLE);
		}
	}

	void handshaken(@Nullable Throwable failure) {
		this.connection.handshaken((failure == null) ? Outcome.SUCCESS : Outcome.ERROR);
		if (failure != null) {
			this.cause.because(Reason.HANDSHAKE);
			failed(failure);
		}
	}

	void idle() {
		this.cause.idle();
	}

	void failed(Throwable error) {
		Throwable root = root(error);
		ErrorKind kind = ErrorKind.of(error);
		// One error passes several places, wrapped and bare; and what is read from and
		// written to a broken connection fails anew.
		if (root != this.lastError && this.cause.isNew(kind)) {
			this.lastError = root;
			this.endpoint.transport().failedFor(kind);
			if (kind != ErrorKind.CLOSED) {
				this.cause.because(Reason.of(error));
			}
		}
	}

	private void end() {
		if (!this.connection.isOpen()) {
			return;
		}
		Reason reason = this.cause.reason();
		if (reason == Reason.IDLE) {
			this.endpoint.transport().timeout();
		}
		this.connection.closedFor(reason);
	}

	private static Throwable root(Throwable error) {
		Throwable root = error;
		for (Throwable cause = error.getCause(); cause != null && cause != root; cause = cause.getCause()) {
			root = cause;
		}
		return root;
	}

	private static boolean isPresent(String type) {
		try {
			Class.forName(type, false, MeteringHandler.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

}
