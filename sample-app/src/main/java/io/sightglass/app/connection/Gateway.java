package io.sightglass.app.connection;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.timeout.IdleStateHandler;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.instrumentation.netty.MeteringHandler;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * A server of a small binary protocol over TLS: frames of a length, a number, an attempt
 * and a payload, answered one by one.
 */
@Component
class Gateway implements DisposableBean {

	private static final int LONGEST_FRAME = 64 * 1024;

	private static final int LENGTH_FIELD = 4;

	private static final long IDLE_MILLIS = 1000;

	private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final Channel channel;

	Gateway(Endpoints endpoints, OwnCertificate certificate) {
		MeteredEndpoint endpoint = endpoints.server("gateway", "tls");
		this.channel = new ServerBootstrap().group(this.group)
			.channel(NioServerSocketChannel.class)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline()
						.addLast(new MeteringHandler(endpoint), certificate.server().newHandler(channel.alloc()),
								new IdleStateHandler(IDLE_MILLIS, 0, 0, TimeUnit.MILLISECONDS),
								new LengthFieldBasedFrameDecoder(LONGEST_FRAME, 0, LENGTH_FIELD, 0, LENGTH_FIELD),
								new LengthFieldPrepender(LENGTH_FIELD), new GatewayConversation());
				}

			})
			.bind("127.0.0.1", 0)
			.syncUninterruptibly()
			.channel();
	}

	int port() {
		return ((InetSocketAddress) this.channel.localAddress()).getPort();
	}

	@Override
	public void destroy() {
		this.channel.close().syncUninterruptibly();
		this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

}
