package io.sightglass.autoconfigure.llm.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.anthropic.client.AnthropicClientAsync;
import com.openai.client.OpenAIClientAsync;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answer to a future of an SDK that was cancelled comes, and nobody reads or closes
 * it: the SDK itself leaves it so. The call ends when the garbage collector finds it,
 * long before the SDK's own timeout of ten minutes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelledFuturesTests {

	private static final int CALLS = 5;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Semaphore arrived = new Semaphore(0);

	private final Semaphore left = new Semaphore(0);

	private HttpServer server;

	private Clients clients;

	@BeforeAll
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
		String url = "http://127.0.0.1:" + this.server.getAddress().getPort();
		this.clients = new Clients(Duration.ZERO, "anthropic.url=" + url, "openai.url=" + url + "/v1");
	}

	@AfterAll
	void stop() {
		this.clients.close();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	@ParameterizedTest
	@CsvSource({ "openai, false", "openai, true", "anthropic, false", "anthropic, true" })
	void endTheirCalls(String provider, boolean timeout) throws Exception {
		Reading reading = new Reading(this.clients.registry());
		for (int i = 0; i < CALLS; i++) {
			CompletableFuture<?> answer = ask(provider);
			assertThat(this.arrived.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
			if (timeout) {
				Awaitility.await().until(answer.orTimeout(1, TimeUnit.MILLISECONDS)::isDone);
			}
			else {
				answer.cancel(true);
			}
			this.left.release();
		}
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
			System.gc();
			return reading.sum("llm.requests") == CALLS;
		});
		reading.await();
		assertThat(reading.sum("llm.requests", "outcome", "abandoned")).isEqualTo(CALLS);
	}

	private CompletableFuture<?> ask(String provider) {
		return provider.equals("openai")
				? this.clients.context()
					.getBean(OpenAIClientAsync.class)
					.chat()
					.completions()
					.create(SdkClients.chat("answer"))
				: this.clients.context()
					.getBean(AnthropicClientAsync.class)
					.messages()
					.create(SdkClients.message("answer"));
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			this.arrived.release();
			this.left.acquire();
			exchange.getResponseHeaders().add("Content-Type", "application/json");
			byte[] body = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
