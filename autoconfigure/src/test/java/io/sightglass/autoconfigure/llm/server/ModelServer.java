package io.sightglass.autoconfigure.llm.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
 * the rest: {@code status 429}, {@code cut}, {@code garbage}, {@code hang},
 * {@code filtered}, {@code use tool weather}, {@code redirect}, which leads there.
 */
public final class ModelServer implements AutoCloseable {

	static {
		// Else each small answer waits for the client's acknowledgement.
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private static final String MOVED = "/moved";

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicInteger requests = new AtomicInteger();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final Duration delay;

	private volatile Headers last = new Headers();

	private volatile long arrived;

	private volatile long firstToken;

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

	/**
	 * How long the last stream let its client wait, by the server's own clock.
	 * @return the time from the request to the first token
	 */
	public Duration lastDelay() {
		return Duration.ofNanos(this.firstToken - this.arrived);
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.arrived = System.nanoTime();
		int number = this.requests.incrementAndGet();
		this.last = exchange.getRequestHeaders();
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		Wishes wishes = new Wishes(exchange.getRequestURI().getPath(), body, number,
				!lastHeader("X-Stainless-Retry-Count").stream().allMatch("0"::equals));
		try (exchange) {
			if (body.contains("redirect") && !wishes.path().startsWith(MOVED)) {
				exchange.getResponseHeaders().add("Location", MOVED + exchange.getRequestURI());
				exchange.sendResponseHeaders(307, -1);
			}
			else if (wishes.status() >= 400) {
				exchange.getResponseHeaders().add("retry-after", "0");
				exchange.getResponseHeaders().add("retry-after-ms", "1");
				send(exchange, wishes.status(), "application/json", List.of(wishes.error()));
			}
			else if (wishes.huge()) {
				send(exchange, 200, "application/json", huge());
			}
			else if (wishes.streams()) {
				send(exchange, 200, wishes.path().contains("/api/") ? "application/x-ndjson" : "text/event-stream",
						wishes.pieces());
			}
			else {
				send(exchange, 200, "application/json", wishes.pieces());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	// 32 MB in one string, without usage.
	private static List<String> huge() {
		List<String> pieces = new ArrayList<>();
		pieces.add("{\"data\":\"");
		pieces.addAll(Collections.nCopies(32, "x".repeat(1024 * 1024)));
		pieces.add("\"}");
		return pieces;
	}

	private void send(HttpExchange exchange, int status, String type, List<String> pieces)
			throws IOException, InterruptedException {
		exchange.getResponseHeaders().add("Content-Type", type);
		// More than will come, so that its end is no end.
		exchange.sendResponseHeaders(status, pieces.contains(Wire.BREAK) ? 100_000 : 0);
		OutputStream out = exchange.getResponseBody();
		out.flush();
		for (String piece : pieces) {
			switch (piece) {
				case Wire.BREAK -> {
					return;
				}
				case Wire.HANG -> this.closed.await(2, TimeUnit.SECONDS);
				case Wire.DELAY -> {
					this.closed.await(this.delay.toMillis(), TimeUnit.MILLISECONDS);
					this.firstToken = System.nanoTime();
				}
				default -> {
					out.write(piece.getBytes(StandardCharsets.UTF_8));
					out.flush();
				}
			}
		}
	}

}
