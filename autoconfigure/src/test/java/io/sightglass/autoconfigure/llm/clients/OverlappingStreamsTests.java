package io.sightglass.autoconfigure.llm.clients;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams of Spring AI that are open at once have each their own usage, whatever ids the
 * server gives their chunks. Text Generation Inference gives empty ones (its issue 1782),
 * Ollama one of 999, and the first chunk of Azure has none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverlappingStreamsTests {

	private final AtomicInteger streams = new AtomicInteger();

	private volatile CountDownLatch first = new CountDownLatch(1);

	private volatile CountDownLatch second = new CountDownLatch(1);

	private volatile String ids = "";

	private final AtomicInteger broken = new AtomicInteger();

	private HttpServer server;

	private Clients clients;

	@BeforeAll
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool());
		this.server.createContext("/", this::answer);
		this.server.start();
		String host = "127.0.0.1:" + this.server.getAddress().getPort();
		this.clients = new Clients(Duration.ZERO, "openai.url=http://" + host + "/v1",
				"spring.ai.openai.base-url=http://" + host + "/v1", "sightglass.llm.http.hosts.[" + host + "]=openai");
	}

	@AfterAll
	void stop() {
		this.clients.close();
		this.server.stop(0);
	}

	@ParameterizedTest
	@CsvSource({ "EMPTY, true", "EMPTY, false", "SAME, true", "SAME, false", "AZURE, true", "AZURE, false", "OWN, true",
			"OWN, false" })
	void haveEachTheirOwnUsage(String ids, boolean measured) throws Exception {
		ChatModel model = model(measured);
		for (boolean longer : new boolean[] { true, false }) {
			begin(ids);
			Reading reading = new Reading(this.clients.registry());
			double before = tokens("gpt-4o");
			CompletableFuture<Void> other = CompletableFuture
				.runAsync(() -> model.stream(prompt("gpt-4o")).blockLast());
			this.first.await(20, TimeUnit.SECONDS);
			if (!longer) {
				this.second.countDown();
			}
			model.stream(prompt("gpt-4o-mini")).blockLast();
			this.second.countDown();
			other.get(20, TimeUnit.SECONDS);
			expect(reading, before);
		}
	}

	@ParameterizedTest
	@CsvSource({ "EMPTY, true", "EMPTY, false", "SAME, true", "SAME, false", "AZURE, true", "AZURE, false", "OWN, true",
			"OWN, false" })
	void haveEachTheirOwnUsageInsideOfEachOther(String ids, boolean measured) {
		ChatModel model = model(measured);
		begin(ids);
		this.second.countDown();
		Reading reading = new Reading(this.clients.registry());
		double before = tokens("gpt-4o");
		model.stream(prompt("gpt-4o"))
			.concatMap((part) -> model.stream(prompt("gpt-4o-mini")).last())
			.blockLast(Duration.ofSeconds(20));
		reading.await();
		int inner = this.streams.get() - 1;
		assertThat(inner).isPositive();
		assertThat(tokens("gpt-4o") - before).isEqualTo(1500);
		assertThat(reading.sum("llm.tokens")).isEqualTo(1500 + 11 * inner);
		assertThat(reading.sum("llm.requests")).isEqualTo(1 + inner);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void oneThatBreaksTakesNothingOfOneInside(boolean measured) {
		ChatModel model = model(measured);
		begin("BREAKS");
		Reading reading = new Reading(this.clients.registry());
		double before = tokens("gpt-4o");
		model.stream(prompt("gpt-4o"))
			.concatMapDelayError((part) -> model.stream(prompt("gpt-4o-mini")).last())
			.onErrorComplete()
			.blockLast(Duration.ofSeconds(20));
		reading.await();
		assertThat(tokens("gpt-4o") - before).isZero();
		assertThat(reading.sum("llm.tokens")).isEqualTo(11);
		assertThat(reading.sum("llm.requests", "outcome", "error")).isOne();
		assertThat(reading.sum("llm.time.to.first.token", "model", "gpt-4o")).isOne();
		assertThat(reading.sum("llm.time.to.first.token")).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void thoseThatBreakTakeNothingOfOthersOfTheirModel(boolean measured) {
		ChatModel model = model(measured);
		begin("OWN");
		this.second.countDown();
		for (int i = 0; i < 10; i++) {
			Reading reading = new Reading(this.clients.registry());
			Flux.just("answer", "break", "answer", "break", "answer")
				.flatMap((text) -> model.stream(prompt(text, "gpt-4o")).onErrorComplete())
				.blockLast(Duration.ofSeconds(20));
			reading.await();
			assertThat(reading.sum("llm.requests")).isEqualTo(5);
			assertThat(reading.sum("llm.tokens", "type", "input")).isEqualTo(3 * 800);
			assertThat(reading.sum("llm.tokens", "type", "cache_read")).isEqualTo(3 * 200);
			assertThat(reading.sum("llm.tokens", "type", "output")).isEqualTo(3 * 500);
		}
	}

	@Test
	void oneOfGoogleThatIsTakenUpByAnotherThreadHasItsDetails() {
		ChatModel model = GeminiClients.model(this.clients.context());
		Reading reading = new Reading(this.clients.registry());
		model.stream(new Prompt("answer")).delayElements(Duration.ofMillis(5)).blockLast(Duration.ofSeconds(20));
		reading.await();
		assertThat(reading.sum("llm.time.to.first.token")).isOne();
		assertThat(reading.sum("llm.tokens", "type", "cache_read")).isEqualTo(40);
		Reading dropped = new Reading(this.clients.registry());
		model.stream(new Prompt("answer")).take(1).blockLast(Duration.ofSeconds(20));
		dropped.await();
		assertThat(dropped.sum("llm.requests")).isOne();
		assertThat(dropped.sum("llm.tokens", "type", "cache_read")).isEqualTo(40);
	}

	private void begin(String ids) {
		this.ids = ids;
		this.first = new CountDownLatch(1);
		this.second = new CountDownLatch(1);
		this.streams.set(0);
	}

	private void expect(Reading reading, double before) {
		reading.await();
		assertThat(reading.sum("llm.requests")).isEqualTo(2);
		assertThat(tokens("gpt-4o") - before).isEqualTo(1500);
		assertThat(reading.sum("llm.tokens")).isEqualTo(1511);
		assertThat(reading.sum("llm.tokens", "type", "cache_read")).isEqualTo(200);
	}

	private double tokens(String model) {
		return this.clients.registry()
			.find("llm.tokens")
			.tag("model", model)
			.counters()
			.stream()
			.mapToDouble(Counter::count)
			.sum();
	}

	private ChatModel model(boolean measured) {
		return measured
				? SpringAiClients.onMeasuredOpenAi(this.clients.context(),
						this.clients.context().getBean(ObservationRegistry.class))
				: this.clients.context().getBean(OpenAiChatModel.class);
	}

	private static Prompt prompt(String model) {
		return prompt("answer", model);
	}

	private static Prompt prompt(String text, String model) {
		return new Prompt(text,
				OpenAiChatOptions.builder()
					.model(model)
					.streamOptions(OpenAiChatOptions.StreamOptions.builder().includeUsage(true).build())
					.build());
	}

	private void answer(HttpExchange exchange) throws IOException {
		String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		boolean mini = asked.contains("\"gpt-4o-mini\"");
		int number = this.streams.incrementAndGet();
		exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
		exchange.sendResponseHeaders(200, 0);
		String model = mini ? "gpt-4o-mini" : "gpt-4o";
		String id = switch (this.ids) {
			case "EMPTY" -> "";
			case "SAME" -> "chatcmpl-1";
			default -> "chatcmpl-of-" + this.hashCode() + "-" + number;
		};
		try (OutputStream out = exchange.getResponseBody()) {
			if (this.ids.equals("AZURE")) {
				send(out, "", "", "[]", "null");
			}
			send(out, id, model, "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\"}}]", "null");
			this.first.countDown();
			if (this.ids.equals("BREAKS")) {
				if (!mini) {
					await(this.second);
					out.write("data: {\"error\":{\"message\":\"broken\",\"type\":\"server_error\"}}\n\n"
						.getBytes(StandardCharsets.UTF_8));
					return;
				}
				this.second.countDown();
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.until(() -> this.clients.registry()
						.find("llm.requests")
						.tags("model", "gpt-4o", "outcome", "error")
						.counters()
						.stream()
						.mapToDouble(Counter::count)
						.sum() > this.broken.get());
				this.broken.incrementAndGet();
			}
			else if (!mini) {
				await(this.second);
			}
			if (asked.contains("\"break\"")) {
				return;
			}
			end(out, id, model, mini);
			out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
		}
	}

	private static void end(OutputStream out, String id, String model, boolean mini) throws IOException {
		send(out, id, model, "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", "null");
		send(out, id, model, "[]", mini ? """
				{"prompt_tokens":10,"completion_tokens":1,"total_tokens":11}""" : """
				{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,\
				"prompt_tokens_details":{"cached_tokens":200}}""");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void send(OutputStream out, String id, String model, String choices, String usage)
			throws IOException {
		out.write("""
				data: {"id":"%s","object":"chat.completion.chunk","created":1,"model":"%s","choices":%s,"usage":%s}

				""".formatted(id, model, choices, usage).getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

}
