package io.sightglass.autoconfigure.llm.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.instrumentation.internal.llm.http.LlmHosts;
import io.sightglass.instrumentation.internal.llm.http.RestClientCalls;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmMeters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A first token is shown where its bytes are seen to come, and none where the client
 * hands over the whole answer.
 */
class FirstBytesTests {

	private static final String EVENTS = """
			data: {"model":"m","choices":[{"delta":{"content":"Hi"}}]}

			data: {"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}}

			""";

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final CountDownLatch read = new CountDownLatch(1);

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	static Stream<ClientHttpRequestFactory> readers() {
		return Stream.of(new JdkClientHttpRequestFactory(), new ReactorClientHttpRequestFactory());
	}

	// The second event comes when the first was handed over.
	@ParameterizedTest
	@MethodSource("readers")
	void whoeverReadsAsTheBytesComeShowsTheFirst(ClientHttpRequestFactory reader) {
		ask(reader);
		assertThat(this.registry.get("llm.time.to.first.token").timer().count()).isOne();
		assertThat(this.registry.get("llm.requests").tags("streaming", "true", "outcome", "success").counter().count())
			.isOne();
	}

	@Test
	void whoeverGetsAllAtOnceShowsNone() {
		this.read.countDown();
		ask(new BufferingClientHttpRequestFactory(new JdkClientHttpRequestFactory()));
		assertThat(this.registry.find("llm.time.to.first.token").timers()).allMatch((timer) -> timer.count() == 0);
		assertThat(this.registry.get("llm.requests").tag("streaming", "true").counter().count()).isOne();
	}

	private void ask(ClientHttpRequestFactory factory) {
		Instruments instruments = new Instruments(this.registry);
		String host = "127.0.0.1:" + this.server.getAddress().getPort();
		RestClient.builder()
			.requestFactory(factory)
			.requestInterceptor(new RestClientCalls(LlmMeters.in(this.registry), new LlmHosts(Map.of(host, "openai")),
					instruments.failures()))
			.build()
			.post()
			.uri(URI.create("http://" + host + "/v1/chat/completions"))
			.body("{\"model\":\"m\"}")
			.exchange((request, response) -> read(response.getBody()));
	}

	// The server sends the second event when the first was read.
	private boolean read(InputStream body) throws IOException {
		byte[] piece = new byte[1024];
		while (body.read(piece) >= 0) {
			this.read.countDown();
		}
		return true;
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			OutputStream out = exchange.getResponseBody();
			int first = EVENTS.indexOf("\n\n") + 2;
			out.write(EVENTS.substring(0, first).getBytes(StandardCharsets.UTF_8));
			out.flush();
			if (!this.read.await(10, TimeUnit.SECONDS)) {
				return;
			}
			out.write(EVENTS.substring(first).getBytes(StandardCharsets.UTF_8));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
