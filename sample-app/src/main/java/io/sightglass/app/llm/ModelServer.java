package io.sightglass.app.llm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A model server that speaks as OpenAI does and thinks of nothing.
 */
class ModelServer implements AutoCloseable {

	private static final int THINKS_MILLIS = 40;

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "demo-model-server");
		thread.setDaemon(true);
		return thread;
	});

	private final AtomicInteger answers = new AtomicInteger();

	private final CountDownLatch closed = new CountDownLatch(1);

	ModelServer() {
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

	String url() {
		return "http://" + host();
	}

	String host() {
		return "127.0.0.1:" + this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void answer(HttpExchange exchange) throws IOException {
		String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		int number = this.answers.incrementAndGet();
		try (exchange) {
			int status = Answers.status(request, exchange.getRequestHeaders().getFirst("X-Stainless-Retry-Count"));
			boolean streams = status == 200 && Answers.streams(request);
			exchange.getResponseHeaders().add("Content-Type", streams ? "text/event-stream" : "application/json");
			exchange.getResponseHeaders().add("retry-after-ms", "1");
			Answers.limits(number).forEach(exchange.getResponseHeaders()::add);
			exchange.sendResponseHeaders(status, 0);
			String path = exchange.getRequestURI().getPath();
			for (String piece : Answers.pieces(path, request, status, "chatcmpl-" + number)) {
				think();
				OutputStream out = exchange.getResponseBody();
				out.write(piece.getBytes(StandardCharsets.UTF_8));
				out.flush();
			}
		}
	}

	private void think() {
		try {
			this.closed.await(THINKS_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ignored) {
			Thread.currentThread().interrupt();
		}
	}

}
