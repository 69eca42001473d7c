package io.sightglass.instrumentation.netty;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.FixedLengthFrameDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@ValueSource(booleans = { false, true })
class MeteringHandlerTests {

	@Parameter
	boolean epoll;

	private Scene scene;

	private MeteredEndpoint server;

	private MeteredEndpoint client;

	private Tls tls;

	@BeforeEach
	void open() throws Exception {
		Assumptions.assumeTrue(!this.epoll || Epoll.isAvailable());
		this.scene = new Scene(this.epoll);
		this.server = this.scene.endpoints.server("gateway", "tcp");
		this.client = this.scene.endpoints.client("caller", "tcp");
		this.tls = new Tls();
	}

	@AfterEach
	void close() {
		if (this.scene != null) {
			this.scene.close();
		}
	}

	@Test
	void countsEveryByteAndFrameOfEveryConnectionEachWay() throws Exception {
		int port = this.scene.serve((channel) -> channel.pipeline()
			.addLast(new FixedLengthFrameDecoder(100), new MeteringHandler(this.server), new Echo()));
		for (int i = 0; i < 5; i++) {
			Channel channel = this.scene
				.connect("127.0.0.1", port,
						(made) -> made.pipeline().addLast(new MeteringHandler(this.client), new Quiet()))
				.sync()
				.channel();
			for (int frame = 0; frame < 20; frame++) {
				channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[100])).sync();
			}
			int wanted = (i + 1) * 2000;
			this.scene.awaitValue(wanted, "transport.received", "role", "client");
			channel.close().sync();
		}
		this.scene.awaitValue(5, "connections.closed", "role", "server", "reason", "closed");
		this.scene.awaitValue(5, "connections.closed", "role", "client", "reason", "closed");
		assertThat(this.scene.value("connections", "role", "server")).isEqualTo(5);
		assertThat(this.scene.value("connections", "role", "client")).isEqualTo(5);
		assertThat(this.scene.value("connections.active")).isZero();
		assertThat(this.scene.value("transport.sent", "role", "client")).isEqualTo(10_000);
		assertThat(this.scene.value("transport.sent.packets", "role", "client")).isEqualTo(100);
		assertThat(this.scene.value("transport.received", "role", "server")).isEqualTo(10_000);
		assertThat(this.scene.value("transport.received.packets", "role", "server")).isEqualTo(100);
		assertThat(this.scene.value("transport.sent", "role", "server")).isEqualTo(10_000);
		assertThat(this.scene.value("transport.sent.packets", "role", "server")).isEqualTo(100);
		assertThat(this.scene.value("transport.errors")).isZero();
		if (this.epoll) {
			assertThat(this.scene.registry.get("transport.rtt").tag("role", "client").timer().count())
				.isGreaterThanOrEqualTo(5);
		}
	}

	@Test
	void timesTheTlsHandshakeAndCountsBytesOnTheWire() throws Exception {
		int port = this.scene.serve(
				(made) -> made.pipeline().addLast(new MeteringHandler(this.server), this.tls.server(made), new Echo()));
		CountDownLatch echoed = new CountDownLatch(1000);
		Channel channel = this.scene
			.connect("127.0.0.1", port,
					(made) -> made.pipeline()
						.addLast(new MeteringHandler(this.client), this.tls.client(made), new Count(echoed)))
			.sync()
			.channel();
		this.scene.awaitValue(1, "connection.handshakes", "role", "client", "outcome", "success");
		this.scene.awaitValue(1, "connection.handshakes", "role", "server", "outcome", "success");
		channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1000])).sync();
		// What the server still sent to a client that is gone would be answered by a
		// reset.
		assertThat(echoed.await(20, TimeUnit.SECONDS)).isTrue();
		channel.close().sync();
		this.scene.awaitValue(1, "connections.closed", "role", "server", "reason", "closed");
		this.scene.awaitValue(1, "connections.closed", "role", "client", "reason", "closed");
		assertThat(this.scene.registry.get("connection.handshake.duration").tag("role", "client").timer().count())
			.isOne();
		assertThat(this.scene.value("transport.sent", "role", "client")).isGreaterThan(1000)
			.isEqualTo(this.scene.value("transport.received", "role", "server"));
		assertThat(this.scene.value("transport.received", "role", "client")).isGreaterThan(1000)
			.isEqualTo(this.scene.value("transport.sent", "role", "server"));
		assertThat(this.scene.value("transport.errors")).isZero();
	}

	@Test
	void knowsAHandshakeThatWasCutOff() throws Exception {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), serveTls())) {
			this.scene.awaitValue(1, "connections.active", "role", "server");
		}
		this.scene.awaitValue(1, "connections.closed", "role", "server", "reason", "handshake");
		this.scene.awaitValue(1, "connection.handshakes", "outcome", "error");
		assertThat(this.scene.value("connections.active")).isZero();
	}

	@Test
	void knowsATalkerOfAnotherLanguage() throws Exception {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), serveTls());
				OutputStream out = socket.getOutputStream()) {
			out.write("GET / HTTP/1.1\r\nHost: plain\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			out.flush();
			this.scene.awaitValue(1, "connections.closed", "role", "server", "reason", "handshake");
		}
		assertThat(this.scene.value("transport.errors", "error", "tls")).isOne();
	}

	@Test
	void knowsAResetConnection() throws Exception {
		int port = servePlain();
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.scene.awaitValue(1, "connections.active");
		Scene.reset(socket);
		this.scene.awaitValue(1, "connections.closed", "reason", "reset");
		assertThat(this.scene.value("transport.errors", "error", "reset")).isOne();
	}

	@Test
	void knowsAReadTimeoutAndAnIdleEnd() throws Exception {
		int waiting = this.scene.serve((channel) -> channel.pipeline()
			.addLast(new MeteringHandler(this.server), new ReadTimeoutHandler(100, MILLISECONDS), new Quiet()));
		int idling = this.scene.serve((channel) -> channel.pipeline()
			.addLast(new MeteringHandler(this.server), new IdleStateHandler(0, 0, 100, MILLISECONDS), new Quiet()));
		try (Socket first = new Socket(InetAddress.getLoopbackAddress(), waiting);
				Socket second = new Socket(InetAddress.getLoopbackAddress(), idling)) {
			this.scene.awaitValue(1, "connections.closed", "reason", "timeout");
			this.scene.awaitValue(1, "connections.closed", "reason", "idle");
		}
		assertThat(this.scene.value("transport.timeouts")).isEqualTo(2);
		assertThat(this.scene.value("transport.errors", "error", "timeout")).isOne();
	}

	@Test
	void knowsAHalfClosedConnection() throws Exception {
		int port = this.scene.serve(true,
				(channel) -> channel.pipeline().addLast(new MeteringHandler(this.server), new Quiet()));
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.shutdownOutput();
			this.scene.awaitValue(1, "connections.closed", "reason", "half_closed");
		}
	}

	@Test
	void countsAttemptsThatWereRefusedOrTimedOutOrHadNoAddress() throws Exception {
		int nobody;
		try (ServerSocket gone = new ServerSocket(0)) {
			nobody = gone.getLocalPort();
		}
		this.scene.connect("127.0.0.1", nobody, this::tlsClient).await();
		this.scene.awaitValue(1, "connections.failed", "reason", "refused");
		this.scene.connect("no-such-host.invalid", 1, this::tlsClient).await();
		this.scene.awaitValue(1, "connections.failed", "reason", "unreachable");
		this.scene.awaitValue(1, "transport.errors", "error", "refused");
		assertThat(this.scene.value("connections")).isZero();
	}

	@Test
	void countsAnAttemptThatTimedOut() throws Exception {
		try (FullBacklog full = new FullBacklog()) {
			this.scene.connect("127.0.0.1", full.port(), this::tlsClient).await();
			this.scene.awaitValue(1, "connections.failed", "reason", "timeout");
			this.scene.awaitValue(1, "transport.timeouts", "role", "client");
		}
	}

	private int servePlain() {
		return this.scene.serve((channel) -> channel.pipeline().addLast(new MeteringHandler(this.server), new Quiet()));
	}

	private int serveTls() {
		return this.scene.serve((channel) -> channel.pipeline()
			.addLast(new MeteringHandler(this.server), this.tls.server(channel), new Quiet()));
	}

	private void tlsClient(Channel channel) {
		channel.pipeline().addLast(new MeteringHandler(this.client), this.tls.client(channel), new Quiet());
	}

	private static final class Echo extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object message) {
			ctx.writeAndFlush(message);
		}

	}

	private static final class Count extends SimpleChannelInboundHandler<ByteBuf> {

		private final CountDownLatch bytes;

		Count(CountDownLatch bytes) {
			this.bytes = bytes;
		}

		@Override
		protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
			for (int i = 0; i < message.readableBytes(); i++) {
				this.bytes.countDown();
			}
		}

	}

	private static final class Quiet extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object message) {
			((ByteBuf) message).release();
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
			if (event instanceof IdleStateEvent || event instanceof ChannelInputShutdownEvent) {
				ctx.close();
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
			ctx.close();
		}

	}

}
