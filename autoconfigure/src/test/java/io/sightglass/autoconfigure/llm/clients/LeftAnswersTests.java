package io.sightglass.autoconfigure.llm.clients;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import com.anthropic.client.AnthropicClientAsync;
import com.openai.client.OpenAIClientAsync;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jMeters;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever leaves an answer behind its last event has had all of it, and so has the
 * provider's bill, whatever the application's own code does with it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeftAnswersTests {

	private Clients clients;

	@BeforeAll
	void start() {
		this.clients = new Clients(Duration.ofMillis(5));
	}

	@AfterAll
	void stop() {
		this.clients.close();
	}

	@ParameterizedTest
	@CsvSource({ "openai/web/stream, /v1/chat/completions, [DONE]", "openai/web/stream, /v1/responses, completed",
			"anthropic/web/stream, /v1/messages, message_stop",
			"gemini/web/stream, /v1beta/models/gemini-2.5-flash:streamGenerateContent, finishReason",
			"ollama/web/stream, /api/chat, done_reason" })
	void aStreamOfWebClientThatIsReadToItsLastEvent(String client, String path, String last) {
		Predicate<String> end = (part) -> part.contains(last);
		expect("success", () -> web(client, path, true).bodyToFlux(String.class).takeUntil(end).blockLast());
		expect("success",
				() -> web(client, path, true).bodyToFlux(String.class).takeWhile(end.negate()).collectList().block());
		expect("success", () -> {
			var answer = Objects.requireNonNull(web(client, path, true).toEntityFlux(String.class).block());
			Objects.requireNonNull(answer.getBody()).filter(end).next().block();
		});
	}

	@Test
	void eventsAndAnObjectOfWebClient() {
		String path = "/v1/chat/completions";
		expect("success", () -> web("openai/web/stream", path, true)
			.bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {
			})
			.takeUntil((event) -> "[DONE]".equals(event.data()))
			.blockLast());
		expect("success", () -> web("openai/web/call", path, false).bodyToFlux(Map.class).next().block());
	}

	@Test
	void streamsThatSpringAiAndTheSdksClose() {
		expect("success",
				() -> SpringAiClients
					.onMeasuredOpenAi(this.clients.context(), this.clients.context().getBean(ObservationRegistry.class))
					.stream(new Prompt("answer"))
					.takeUntil((part) -> part.getResult() != null
							&& "STOP".equals(part.getResult().getMetadata().getFinishReason()))
					.blockLast());
		expect("success", () -> {
			var chunks = this.clients.context()
				.getBean(OpenAIClientAsync.class)
				.chat()
				.completions()
				.createStreaming(SdkClients.chat("answer"));
			chunks.subscribe((chunk) -> {
				if (chunk.usage().isPresent()) {
					chunks.close();
				}
			});
		});
		expect("success", () -> {
			var events = this.clients.context()
				.getBean(AnthropicClientAsync.class)
				.messages()
				.createStreaming(SdkClients.message("answer"));
			events.subscribe((event) -> {
				if (event.isMessageStop()) {
					events.close();
				}
			});
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai", "anthropic", "gemini" })
	void aHandlerOfLangChain4jThatThrows(String provider) {
		LangChain4jMeters meters = this.clients.context().getBean(LangChain4jMeters.class);
		StreamingChatModel model = model(provider, meters);
		for (StreamingChatModel each : List.of(model, meters.measured(model))) {
			for (String throwing : List.of("onPartialResponse", "onCompleteResponse")) {
				Reading reading = expect("success", () -> {
					Throwing handler = new Throwing(throwing);
					each.chat("answer", handler);
					handler.done.get(20, TimeUnit.SECONDS);
				});
				assertThat(reading.sum("llm.tokens", "type", "output")).as(throwing).isPositive();
				assertThat(reading.sum("llm.cost")).as(throwing).isPositive();
			}
		}
		expect("error", () -> model.chat("status 400", new Throwing("onError")));
		// LangChain4j says nothing of a stream of Anthropic's that is cut off.
		if (!provider.equals("anthropic")) {
			expect("error", () -> meters.measured(model).chat("cut", new Throwing("onPartialResponse")));
		}
	}

	private StreamingChatModel model(String provider, LangChain4jMeters meters) {
		JdkHttpClientBuilder http = new JdkHttpClientBuilder();
		return switch (provider) {
			case "openai" -> OpenAiStreamingChatModel.builder()
				.httpClientBuilder(http)
				.baseUrl(url("openai/web/stream") + "/v1")
				.apiKey("sk-secret")
				.modelName("gpt-5-mini")
				// Perhaps by hand beside the starter's bean.
				.listeners(List.of(meters.listener(), meters.listener()))
				.build();
			case "anthropic" -> AnthropicStreamingChatModel.builder()
				.httpClientBuilder(http)
				.baseUrl(url("anthropic/web/stream") + "/v1")
				.apiKey("sk-secret")
				.modelName("claude-haiku-4-5-20251001")
				.listeners(List.of(meters.listener()))
				.build();
			default -> GoogleAiGeminiStreamingChatModel.builder()
				.httpClientBuilder(http)
				.baseUrl(url("gemini/web/stream") + "/v1beta")
				.apiKey("sk-secret")
				.modelName("gemini-2.5-flash")
				.listeners(List.of(meters.listener()))
				.build();
		};
	}

	private Reading expect(String outcome, ThrowingCallable ask) {
		Reading reading = new Reading(this.clients.registry());
		try {
			ask.call();
		}
		catch (Throwable ex) {
			throw new AssertionError(ex);
		}
		reading.await();
		assertThat(reading.sum("llm.requests", "outcome", outcome)).as(reading.toString()).isEqualTo(1);
		assertThat(reading.sum("llm.errors")).as(reading.toString()).isEqualTo(outcome.equals("success") ? 0 : 1);
		return reading;
	}

	private WebClient.ResponseSpec web(String client, String path, boolean stream) {
		return this.clients.context()
			.getBean(WebClient.Builder.class)
			.build()
			.post()
			.uri(url(client) + path)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(SpringHttpClients.body("priced", "answer", stream))
			.retrieve();
	}

	private String url(String client) {
		return this.clients.server(new Client(client, (prompt, drop) -> {
		})).url();
	}

	/**
	 * Throws at each call of a method, and is done with the stream's last one.
	 */
	private static final class Throwing implements StreamingChatResponseHandler {

		private final CompletableFuture<String> done = new CompletableFuture<>();

		private final String method;

		Throwing(String method) {
			this.method = method;
		}

		@Override
		public void onPartialResponse(String part) {
			raise("onPartialResponse");
		}

		@Override
		public void onCompleteResponse(ChatResponse response) {
			this.done.complete("done");
			raise("onCompleteResponse");
		}

		@Override
		public void onError(Throwable error) {
			raise("onError");
		}

		private void raise(String here) {
			if (here.equals(this.method)) {
				throw new IllegalStateException("the application's");
			}
		}

	}

}
