package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers what a test wants, as fast as it wants, until the other side has
 * had enough.
 */
final class HostileServer implements AutoCloseable {

	private final ServerSocket socket;

	private final ExecutorService threads = Executors.newCachedThreadPool((work) -> {
		Thread thread = new Thread(work, "hostile");
		thread.setDaemon(true);
		return thread;
	});

	HostileServer(Answer answer) throws IOException {
		this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.threads.execute(() -> serve(answer));
	}

	/**
	 * A server that answers each request with a body.
	 * @param status the status
	 * @param bodies the bodies in turn; the last of them stays
	 * @return the running server
	 * @throws IOException if it does not start
	 */
	static HostileServer saying(int status, String... bodies) throws IOException {
		AtomicInteger asked = new AtomicInteger();
		return new HostileServer((out) -> {
			byte[] body = bodies[Math.min(asked.getAndIncrement(), bodies.length - 1)].getBytes(StandardCharsets.UTF_8);
			write(out,
					"HTTP/1.1 %d X\r\nConnection: close\r\nContent-Length: %d\r\n\r\n".formatted(status, body.length));
			out.write(body);
			out.flush();
		});
	}

	static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	String url() {
		return "http://127.0.0.1:" + this.socket.getLocalPort();
	}

	private void serve(Answer answer) {
		while (!this.socket.isClosed()) {
			try {
				Socket client = this.socket.accept();
				this.threads.execute(() -> answer(client, answer));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void answer(Socket client, Answer answer) {
		try (client) {
			byte[] request = new byte[64 * 1024];
			if (client.getInputStream().read(request) > 0) {
				answer.to(client.getOutputStream());
			}
		}
		catch (IOException ex) {
			// The other side has had enough.
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		this.threads.shutdownNow();
	}

	/** What is written behind a request. */
	@FunctionalInterface
	interface Answer {

		void to(OutputStream out) throws IOException;

	}

}
