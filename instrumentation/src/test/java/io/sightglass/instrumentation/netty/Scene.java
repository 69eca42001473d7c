package io.sightglass.instrumentation.netty;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.transport.TransportMeters;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real servers and clients on 127.0.0.1, and what was recorded of them.
 */
final class Scene implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	final Endpoints endpoints;

	private final boolean epoll;

	private final EventLoopGroup group;

	Scene(boolean epoll) {
		this.epoll = epoll;
		this.group = new MultiThreadIoEventLoopGroup(2,
				epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
		Instruments instruments = new Instruments(this.registry);
		this.endpoints = new Endpoints(ConnectionMeters.in(instruments, Sampler.ALWAYS),
				TransportMeters.in(instruments, Sampler.ALWAYS));
	}

	int serve(Consumer<Channel> pipeline) {
		return serve(false, pipeline);
	}

	int serve(boolean halfClosure, Consumer<Channel> pipeline) {
		Channel server = new ServerBootstrap().group(this.group)
			.channel(this.epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.ALLOW_HALF_CLOSURE, halfClosure)
			.childHandler(initializer(pipeline))
			.bind("127.0.0.1", 0)
			.syncUninterruptibly()
			.channel();
		return ((InetSocketAddress) server.localAddress()).getPort();
	}

	ChannelFuture connect(String host, int port, Consumer<Channel> pipeline) {
		return new Bootstrap().group(this.group)
			.channel(this.epoll ? EpollSocketChannel.class : NioSocketChannel.class)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 300)
			.handler(initializer(pipeline))
			.connect(host, port);
	}

	static void reset(Socket socket) throws Exception {
		socket.setSoLinger(true, 0);
		socket.close();
	}

	private static ChannelInitializer<Channel> initializer(Consumer<Channel> pipeline) {
		return new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel channel) {
				pipeline.accept(channel);
			}

		};
	}

	double value(String name, String... tags) {
		double sum = 0;
		for (Meter meter : this.registry.find(name).tags(tags).meters()) {
			sum += meter.measure().iterator().next().getValue();
		}
		return sum;
	}

	void awaitValue(double expected, String name, String... tags) {
		await(() -> value(name, tags) == expected);
		assertThat(value(name, tags)).as(() -> name + " of " + this.registry.getMetersAsString()).isEqualTo(expected);
	}

	static void await(BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
	}

	@Override
	public void close() {
		this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

}
