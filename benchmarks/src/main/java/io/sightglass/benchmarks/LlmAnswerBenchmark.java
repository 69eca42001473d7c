package io.sightglass.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import com.sun.net.httpserver.HttpServer;
import io.sightglass.instrumentation.internal.llm.http.HttpCall;
import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import io.sightglass.instrumentation.internal.llm.http.LlmPaths;
import io.sightglass.instrumentation.internal.llm.http.MeasuredInputStream;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmMeters;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tools.jackson.databind.JsonNode;

import org.springframework.web.client.RestClient;

/**
 * What does it add to an answer of 1 MB over HTTP that its tokens are read off it, and to
 * a chunk of a stream?
 */
public class LlmAnswerBenchmark extends Question {

	private static final int MEGABYTE = 1024 * 1024;

	@Benchmark
	public @Nullable JsonNode megabyte(Server server, Stock stock) {
		return ask(stock.rest, server);
	}

	@Benchmark
	public @Nullable JsonNode measuredMegabyte(Server server, Sightglass sightglass) {
		return ask(sightglass.rest, server);
	}

	private static @Nullable JsonNode ask(RestClient client, Server server) {
		return client.post().uri(server.request.uri()).body(Server.ASKED).retrieve().body(JsonNode.class);
	}

	// No application stops here: it is what the share of reading is largest of.
	@Benchmark
	public byte[] bytes(Server server, Stock stock) throws IOException, InterruptedException {
		return stock.client.send(server.request, HttpResponse.BodyHandlers.ofByteArray()).body();
	}

	@Benchmark
	public byte[] measuredBytes(Server server, Sightglass sightglass) throws IOException, InterruptedException {
		return sightglass.client.send(server.request, HttpResponse.BodyHandlers.ofByteArray()).body();
	}

	@Benchmark
	public int chunk(Chunks chunks) throws IOException {
		return chunks.plain.read(chunks.buffer, 0, chunks.buffer.length);
	}

	@Benchmark
	public int measuredChunk(Chunks chunks, Measured measured) throws IOException {
		return measured.stream.read(chunks.buffer, 0, chunks.buffer.length);
	}

	/** Answers with a long text and its usage. */
	@State(Scope.Benchmark)
	public static class Server {

		private static final String ASKED = "{\"model\":\"gpt-5-mini\"}";

		private final HttpServer server;

		private final HttpRequest request;

		public Server() {
			byte[] body = ("{\"id\":\"c\",\"model\":\"gpt-5-mini\",\"choices\":[{\"message\":{\"content\":\""
					+ "A word of an answer, ".repeat(MEGABYTE / 21)
					+ "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":250000}}")
				.getBytes(StandardCharsets.UTF_8);
			this.server = server();
			this.server.createContext("/", (exchange) -> {
				try (exchange) {
					exchange.getResponseHeaders().add("Content-Type", "application/json");
					exchange.sendResponseHeaders(200, body.length);
					exchange.getResponseBody().write(body);
				}
			});
			this.server.start();
			this.request = HttpRequest
				.newBuilder(
						URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/chat/completions"))
				.POST(HttpRequest.BodyPublishers.ofString(ASKED))
				.build();
		}

		private static HttpServer server() {
			try {
				return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@TearDown
		public void stop() {
			this.server.stop(0);
		}

	}

	/** Boot's client, and the JDK's. */
	public static class Stock extends Side.Stock {

		private final RestClient rest = this.application.bean(RestClient.Builder.class).build();

		private final HttpClient client = HttpClient.newHttpClient();

	}

	/** The same, measured by the starter. */
	public static class Sightglass extends Side.Starter {

		private final RestClient rest = this.application.bean(RestClient.Builder.class).build();

		private final HttpClient client = this.application.bean(HttpCalls.class).measured(HttpClient.newHttpClient());

		/** A client whose host is a provider's. */
		public Sightglass() {
			super("--sightglass.llm.http.hosts.[127.0.0.1]=openai");
		}

	}

	/** A stream of chunks that each are read at once. */
	@State(Scope.Thread)
	public static class Chunks {

		private final byte[] buffer = new byte[1024];

		private final InputStream plain = new Endless();

	}

	/** The same, measured. */
	@State(Scope.Thread)
	public static class Measured {

		private final Application application = Application.sightglass();

		private final InputStream stream;

		/** A call whose answer never ends. */
		public Measured() {
			LlmMeters meters = this.application.bean(LlmMeters.class);
			HttpCall call = HttpCall.open(meters, "openai",
					Objects
						.requireNonNull(LlmPaths.of("openai", "POST", URI.create("http://host/v1/chat/completions"))),
					"gpt-5-mini", this.application.bean(Instruments.class).failures());
			call.answered(200, Map.of("Content-Type", "text/event-stream")::get);
			this.stream = new MeasuredInputStream(new Endless(), call);
		}

		@TearDown
		public void stop() {
			this.application.close();
		}

	}

	private static final class Endless extends InputStream {

		private static final byte[] CHUNK = """
				data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1741569952,"model":"gpt-5-mini",\
				"service_tier":"default","choices":[{"index":0,"delta":{"content":" word"},"finish_reason":null}],"usage":null}

				"""
			.getBytes(StandardCharsets.UTF_8);

		@Override
		public int read() {
			return CHUNK[0];
		}

		@Override
		public int read(byte[] into, int offset, int length) {
			System.arraycopy(CHUNK, 0, into, offset, CHUNK.length);
			return CHUNK.length;
		}

	}

}
