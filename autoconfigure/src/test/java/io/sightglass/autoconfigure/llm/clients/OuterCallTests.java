package io.sightglass.autoconfigure.llm.clients;

import java.time.Duration;
import java.util.List;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jMeters;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is asked beside a call of Spring AI or LangChain4j is no part of it, and what such
 * a call asks is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OuterCallTests {

	private Clients clients;

	@BeforeAll
	void start() {
		this.clients = new Clients(Duration.ofMillis(5));
	}

	@AfterAll
	void stop() {
		this.clients.close();
	}

	// A stream begins on a thread that is free again before the stream ends.
	@ParameterizedTest
	@ValueSource(strings = { "openai/sdk/call", "openai/sdk-async/stream", "openai/rest/call", "openai/web/stream" })
	void whatTheThreadOfAStreamOfSpringAiAsksNextCounts(String client) {
		Reading reading = new Reading(this.clients.registry());
		SpringAiClients
			.onMeasuredOpenAi(this.clients.context(), this.clients.context().getBean(ObservationRegistry.class))
			.stream(new Prompt("hang"))
			.subscribe();
		ask(client, "answer");
		expect(reading, 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai/sdk/call", "openai/sdk-async/stream", "openai/rest/call", "openai/web/stream" })
	void whatTheThreadOfAStreamOfLangChain4jAsksNextCounts(String client) {
		Reading reading = new Reading(this.clients.registry());
		new StreamingOnSdk(this.clients.context().getBean(OpenAIClientAsync.class), listeners()).chat("hang",
				new Collector(false));
		ask(client, "answer");
		expect(reading, 2);
	}

	// Its request is sent on another thread, by an HTTP client of LangChain4j.
	@Test
	void whatIsAskedBesideAStreamOfLangChain4jOnRestClientCounts() {
		Reading reading = new Reading(this.clients.registry());
		inBackground("openai/langchain4j-on-rest/stream");
		ask("openai/rest/call", "answer");
		expect(reading, 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai/spring-ai-on-sdk/stream", "openai/langchain4j-on-rest/stream" })
	void theClientCountsForAModelThatNobodyObserves(String observed) {
		Reading reading = new Reading(this.clients.registry());
		inBackground(observed);
		SpringAiClients.onMeasuredOpenAi(this.clients.context(), ObservationRegistry.NOOP)
			.stream(new Prompt("answer"))
			.blockLast();
		expect(reading, 2);
	}

	@Test
	void aModelOfLangChain4jOnAnSdkCountsOnce() {
		Reading reading = new Reading(this.clients.registry());
		new OnSdk(this.clients.context().getBean(OpenAIClient.class), listeners()).chat("answer");
		new StreamingOnSdk(this.clients.context().getBean(OpenAIClientAsync.class), listeners()).chat("answer",
				new Collector(false));
		expect(reading, 2);
	}

	private void inBackground(String client) {
		Thread thread = new Thread(() -> ask(client, "hang"));
		double before = active();
		thread.start();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> active() > before);
	}

	private void ask(String client, String prompt) {
		this.clients.ask(
				this.clients.all().stream().filter((any) -> any.name().equals(client)).findFirst().orElseThrow(),
				prompt, false);
	}

	private double active() {
		return this.clients.registry().find("llm.requests.active").gauges().stream().mapToDouble(Gauge::value).sum();
	}

	private static void expect(Reading reading, int calls) {
		reading.await();
		assertThat(reading.sum("llm.requests")).isEqualTo(calls);
		assertThat(reading.sum("llm.requests", "outcome", "success")).isEqualTo(calls);
	}

	private List<ChatModelListener> listeners() {
		return List.of(this.clients.context().getBean(LangChain4jMeters.class).listener());
	}

	private static ChatResponse answer() {
		return ChatResponse.builder().aiMessage(AiMessage.from("Hi")).build();
	}

	private record OnSdk(OpenAIClient client, List<ChatModelListener> listeners) implements ChatModel {

		@Override
		public ChatResponse doChat(ChatRequest request) {
			this.client.chat().completions().create(SdkClients.chat("answer"));
			return answer();
		}

	}

	private record StreamingOnSdk(OpenAIClientAsync client,
			List<ChatModelListener> listeners) implements StreamingChatModel {

		@Override
		public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
			this.client.chat()
				.completions()
				.createStreaming(SdkClients.chat(request.messages().toString()))
				.subscribe((chunk) -> {
				})
				.onCompleteFuture()
				.thenRun(() -> handler.onCompleteResponse(answer()));
		}

	}

}
