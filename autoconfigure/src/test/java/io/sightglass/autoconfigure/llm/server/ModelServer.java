package io.sightglass.autoconfigure.llm.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Speaks as OpenAI, Anthropic, Gemini and Ollama do. Every answer used 100 tokens of
 * prompt, 40 of them from the cache (beside them at Anthropic, with 8 written), and 50 of
 * completion, 20 of them reasoning where the provider tells. What the prompt says decides
 * the rest: {@code status 429}, {@code cut}, {@code garbage}, {@code hang}.
 */
public final class ModelServer implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicInteger requests = new AtomicInteger();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final Duration delay;

	private volatile Headers last = new Headers();

	public ModelServer(Duration delay) {
		this.delay = delay;
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

	public ModelServer() {
		this(Duration.ZERO);
	}

	public String url() {
		return "http://" + host();
	}

	public String host() {
		return "127.0.0.1:" + this.server.getAddress().getPort();
	}

	public int requests() {
		return this.requests.get();
	}

	/**
	 * What the last request had under a header's name.
	 * @param name the header's name
	 * @return its values
	 */
	public List<String> lastHeader(String name) {
		return this.last.getOrDefault(name, List.of());
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void answer(HttpExchange exchange) throws IOException {
		int number = this.requests.incrementAndGet();
		this.last = exchange.getRequestHeaders();
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		String path = exchange.getRequestURI().getPath();
		int status = Wishes.status(body, number);
		try (exchange) {
			if (status >= 400) {
				exchange.getResponseHeaders().add("retry-after-ms", "1");
				send(exchange, status, "application/json", List.of(Wishes.error(body)));
			}
			else if (body.contains("huge")) {
				send(exchange, 200, "application/json", WireFormats.huge());
			}
			else if (body.contains("garbage")) {
				send(exchange, 200, "application/json", List.of("<<< {\"not\": [json"));
			}
			else if (Wishes.streams(path, body)) {
				send(exchange, 200, path.contains("/api/") ? "application/x-ndjson" : "text/event-stream",
						WireFormats.stream(path, body, "id-" + number));
			}
			else {
				send(exchange, 200, "application/json", List.of(WireFormats.whole(path, body, "id-" + number)));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void send(HttpExchange exchange, int status, String type, List<String> pieces)
			throws IOException, InterruptedException {
		exchange.getResponseHeaders().add("Content-Type", type);
		exchange.sendResponseHeaders(status, 0);
		OutputStream out = exchange.getResponseBody();
		out.flush();
		for (String piece : pieces) {
			if (piece.equals(WireFormats.HANG)) {
				this.closed.await(2, TimeUnit.SECONDS);
			}
			else if (piece.equals(WireFormats.DELAY)) {
				this.closed.await(this.delay.toMillis(), TimeUnit.MILLISECONDS);
			}
			else {
				out.write(piece.getBytes(StandardCharsets.UTF_8));
				out.flush();
			}
		}
	}

}
