package io.sightglass.instrumentation.netty;

import java.net.InetAddress;
import java.net.Socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ManyConnectionsTests {

	private static final int CONNECTIONS = 10_000;

	private static final long MEGABYTE = 1024 * 1024;

	@Test
	void returnsToZeroAfterTenThousandConnectionsOfWhichHalfEndBadly() throws Exception {
		try (Scene scene = new Scene(false)) {
			MeteredEndpoint gateway = scene.endpoints.server("gateway", "tcp");
			int port = scene
				.serve((channel) -> channel.pipeline().addLast(new MeteringHandler(gateway), new Swallower()));
			visit(scene, port, 0, 1000);
			long before = used();
			visit(scene, port, 1000, CONNECTIONS);
			long grown = used() - before;
			assertThat(scene.value("connections")).isEqualTo(CONNECTIONS);
			assertThat(scene.value("connections.closed", "reason", "reset")).isEqualTo(CONNECTIONS / 2);
			assertThat(scene.value("connections.closed", "reason", "closed")).isEqualTo(CONNECTIONS / 2);
			assertThat(scene.value("transport.received")).isEqualTo(10.0 * CONNECTIONS / 2);
			assertThat(grown).isLessThan(8 * MEGABYTE);
		}
	}

	private static void visit(Scene scene, int port, int from, int to) throws Exception {
		for (int i = from; i < to; i++) {
			Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
			if (i % 2 == 0) {
				socket.getOutputStream().write(new byte[10]);
				socket.close();
			}
			else {
				Scene.reset(socket);
			}
		}
		scene.awaitValue(to, "connections.closed");
		scene.awaitValue(0, "connections.active");
	}

	private static long used() {
		Runtime runtime = Runtime.getRuntime();
		for (int i = 0; i < 4; i++) {
			System.gc();
		}
		return runtime.totalMemory() - runtime.freeMemory();
	}

	private static final class Swallower extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object message) {
			((ByteBuf) message).release();
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
			ctx.close();
		}

	}

}
