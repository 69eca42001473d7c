package io.sightglass.instrumentation.netty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that accepts nobody and whose queue is full, so that connects hang.
 */
final class FullBacklog implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

	private final List<SocketChannel> queue = new ArrayList<>();

	FullBacklog() throws Exception {
		for (int i = 0; i < 4; i++) {
			SocketChannel waiting = SocketChannel.open();
			waiting.configureBlocking(false);
			waiting.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
			this.queue.add(waiting);
		}
	}

	int port() {
		return this.server.getLocalPort();
	}

	@Override
	public void close() throws Exception {
		for (SocketChannel waiting : this.queue) {
			waiting.close();
		}
		this.server.close();
	}

}
