package io.sightglass.autoconfigure.llm.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * Answers as a provider does.
 */
final class WireServer implements AutoCloseable {

	static {
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private volatile @Nullable WireCase answer;

	private volatile String id = "";

	WireServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	void answers(WireCase answer, String id) {
		this.answer = answer;
		this.id = id;
	}

	String host() {
		return "127.0.0.1:" + this.server.getAddress().getPort();
	}

	private void answer(HttpExchange exchange) throws IOException {
		WireCase answer = this.answer;
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			if (answer == null) {
				return;
			}
			answer.headers().forEach(exchange.getResponseHeaders()::add);
			byte[] body = answer.bytes(this.id);
			exchange.sendResponseHeaders(answer.status(), (body.length > 0) ? 0 : -1);
			exchange.getResponseBody().write(body);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
