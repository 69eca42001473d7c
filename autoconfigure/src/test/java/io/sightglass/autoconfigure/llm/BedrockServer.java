package io.sightglass.autoconfigure.llm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

/**
 * Answers as Bedrock's Converse and ConverseStream do
 * (docs.aws.amazon.com/bedrock/latest/APIReference, API_runtime_Converse and
 * API_runtime_ConverseStream), and refuses as often as it is told to.
 */
final class BedrockServer implements AutoCloseable {

	static final String MODEL = "anthropic.claude-haiku-4-5-20251001-v1:0";

	private static final String USAGE = """
			"usage":{"inputTokens":100,"outputTokens":50,"totalTokens":198,"cacheReadInputTokens":40,\
			"cacheWriteInputTokens":8},"metrics":{"latencyMs":12}""";

	final AtomicInteger refusals = new AtomicInteger();

	final AtomicInteger requests = new AtomicInteger();

	private final HttpServer server;

	BedrockServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	private void answer(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		this.requests.incrementAndGet();
		if (this.refusals.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
			exchange.getResponseHeaders().add("x-amzn-ErrorType", "ThrottlingException");
			send(exchange, 429, "application/json", "{\"message\":\"slow down\"}".getBytes(StandardCharsets.UTF_8));
		}
		else if (exchange.getRequestURI().getPath().endsWith("-stream")) {
			send(exchange, 200, "application/vnd.amazon.eventstream", stream());
		}
		else {
			send(exchange, 200, "application/json",
					"""
							{"output":{"message":{"role":"assistant","content":[{"text":"Hi"}]}},"stopReason":"end_turn",%s}"""
						.formatted(USAGE)
						.getBytes(StandardCharsets.UTF_8));
		}
	}

	private static byte[] stream() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		event(out, "messageStart", "{\"role\":\"assistant\"}");
		event(out, "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hi\"}}");
		event(out, "contentBlockStop", "{\"contentBlockIndex\":0}");
		event(out, "messageStop", "{\"stopReason\":\"end_turn\"}");
		event(out, "metadata", "{" + USAGE + "}");
		return out.toByteArray();
	}

	private static void event(ByteArrayOutputStream out, String type, String json) {
		new Message(
				Map.of(":message-type", HeaderValue.fromString("event"), ":event-type", HeaderValue.fromString(type),
						":content-type", HeaderValue.fromString("application/json")),
				json.getBytes(StandardCharsets.UTF_8))
			.encode(out);
	}

	private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
		exchange.getResponseHeaders().add("Content-Type", type);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
