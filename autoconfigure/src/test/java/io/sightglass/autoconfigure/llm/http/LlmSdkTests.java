package io.sightglass.autoconfigure.llm.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmAutoConfiguration;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import io.sightglass.autoconfigure.llm.springai.SpringAiLlmAutoConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class LlmSdkTests {

	private final ModelServer server = new ModelServer(Duration.ofMillis(200));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean(OpenAIClient.class, this::openAi)
		.withBean(AnthropicClient.class, this::anthropic)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
				LlmSdkAutoConfiguration.class, SpringAiLlmAutoConfiguration.class, ObservationAutoConfiguration.class));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void measuresABlockingCallOfOpenAiToTheNanodollar() {
		run((context, registry) -> {
			context.getBean(OpenAIClient.class).chat().completions().create(openAi("hello"));
			expectOpenAi(registry, "false");
			assertThat(registry.find("llm.retries").counters()).allMatch((retries) -> retries.count() == 0);
			assertThat(this.server.lastHeader("Authorization")).containsExactly("Bearer none");
			assertThat(this.server.lastHeader("X-Stainless-Retry-Count")).containsExactly("0");
		});
	}

	@Test
	void measuresAStreamOfOpenAi() {
		run((context, registry) -> {
			try (var chunks = context.getBean(OpenAIClient.class)
				.chat()
				.completions()
				.createStreaming(openAi("hello"))) {
				assertThat(chunks.stream().filter(LlmSdkTests::says)).hasSize(2);
			}
			expectOpenAi(registry, "true");
			expectFirstToken(registry);
		});
	}

	@Test
	void measuresAnAsynchronousStreamOfOpenAi() {
		run((context, registry) -> {
			context.getBean(OpenAIClient.class)
				.async()
				.chat()
				.completions()
				.createStreaming(openAi("hello"))
				.subscribe((chunk) -> {
				})
				.onCompleteFuture()
				.join();
			eventually(() -> registry.find("llm.requests").counter() != null
				&& registry.get("llm.requests.active").gauge().value() == 0);
			expectOpenAi(registry, "true");
			expectFirstToken(registry);
		});
	}

	@Test
	void measuresEmbeddings() {
		run((context, registry) -> {
			context.getBean(OpenAIClient.class)
				.embeddings()
				.create(EmbeddingCreateParams.builder().model("text-embedding-3-small").input("hello").build());
			assertThat(count(registry, "llm.requests", "operation", "embeddings", "outcome", "success")).isEqualTo(1);
			assertThat(registry.get("llm.cost").functionCounter().count()).isEqualTo(0.000002);
		});
	}

	@Test
	void measuresABlockingCallAndAStreamOfAnthropic() {
		run((context, registry) -> {
			context.getBean(AnthropicClient.class).messages().create(anthropic("hello"));
			expectAnthropic(registry, "false", 1);
			assertThat(this.server.lastHeader("X-Api-Key")).containsExactly("none");
			try (StreamResponse<RawMessageStreamEvent> events = context.getBean(AnthropicClient.class)
				.messages()
				.createStreaming(anthropic("hello"))) {
				assertThat(events.stream()).hasSize(6);
			}
			expectAnthropic(registry, "true", 2);
			expectFirstToken(registry);
		});
	}

	@ParameterizedTest
	@CsvSource({ "400, invalid_request, 0", "401, authentication, 0", "404, not_found, 0", "429, rate_limit, 2",
			"500, server, 2" })
	void namesTheReasonOfAFailureOnceAndCountsItsRetries(String status, String error, int retries) {
		run((context, registry) -> {
			OpenAIClient openAi = context.getBean(OpenAIClient.class);
			AnthropicClient anthropic = context.getBean(AnthropicClient.class);
			assertThat(catchThrowable(() -> openAi.chat().completions().create(openAi("status " + status))))
				.isInstanceOf(com.openai.errors.OpenAIServiceException.class);
			assertThat(catchThrowable(() -> anthropic.messages().create(anthropic("status " + status))))
				.isInstanceOf(com.anthropic.errors.AnthropicServiceException.class);
			assertThat(this.server.requests()).isEqualTo(2 * (1 + retries));
			for (String provider : new String[] { "openai", "anthropic" }) {
				assertThat(count(registry, "llm.errors", "error", error, "provider", provider)).isEqualTo(1);
				assertThat(count(registry, "llm.requests", "outcome", "error", "provider", provider)).isEqualTo(1);
				assertThat(registry.find("llm.retries")
					.tag("provider", provider)
					.counters()
					.stream()
					.mapToDouble((counter) -> counter.count())
					.sum()).isEqualTo(retries);
			}
		});
	}

	@Test
	void aCallThatSucceedsAfterARetryIsOneSuccess() {
		run((context, registry) -> {
			context.getBean(OpenAIClient.class).chat().completions().create(openAi("status 429 once"));
			assertThat(this.server.requests()).isEqualTo(2);
			assertThat(count(registry, "llm.retries", "model", "gpt-5-mini")).isEqualTo(1);
			expectOpenAi(registry, "false");
		});
	}

	@Test
	void aStreamThatIsClosedEarlyIsCancelled() {
		run((context, registry) -> {
			OpenAIClient client = context.getBean(OpenAIClient.class);
			try (var chunks = client.chat().completions().createStreaming(openAi("hang"))) {
				assertThat(chunks.stream().filter(LlmSdkTests::says).findFirst()).isPresent();
			}
			assertThat(count(registry, "llm.requests", "outcome", "cancelled", "streaming", "true")).isEqualTo(1);
		});
	}

	@Test
	void countsABlockingCallOnceBesideSpringAi() {
		run((context, registry) -> {
			OpenAIClient client = context.getBean(OpenAIClient.class);
			OpenAiChatModel model = OpenAiChatModel.builder()
				.openAiClient(client)
				.openAiClientAsync(client.async())
				.options(OpenAiChatOptions.builder().model("gpt-5-mini").build())
				.observationRegistry(context.getBean(ObservationRegistry.class))
				.build();
			model.call("hello");
			assertThat(count(registry, "llm.requests", "streaming", "false")).isEqualTo(1);
			assertThat(registry.get("llm.requests").counters().stream().mapToDouble((counter) -> counter.count()).sum())
				.isEqualTo(1);
		});
	}

	@Test
	void measuresAClientMadeByHandAndNotTwice() {
		run((context, registry) -> {
			OpenAiClients clients = context.getBean(OpenAiClients.class);
			clients.measured(clients.measured(openAi())).chat().completions().create(openAi("hello"));
			expectOpenAi(registry, "false");
		});
	}

	@Test
	void leavesClientsAloneWhenOff() {
		this.runner.withPropertyValues("sightglass.llm.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(OpenAiClients.class);
			context.getBean(OpenAIClient.class).chat().completions().create(openAi("hello"));
			assertThat(context.getBean(MeterRegistry.class).find("llm.requests").counter()).isNull();
		});
	}

	private void run(BiConsumer<ApplicationContext, MeterRegistry> test) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context, context.getBean(MeterRegistry.class));
		});
	}

	private OpenAIClient openAi() {
		return OpenAIOkHttpClient.builder().baseUrl(this.server.url() + "/v1").apiKey("none").build();
	}

	private AnthropicClient anthropic() {
		return AnthropicOkHttpClient.builder().baseUrl(this.server.url()).apiKey("none").build();
	}

	private static ChatCompletionCreateParams openAi(String prompt) {
		return ChatCompletionCreateParams.builder()
			.model("gpt-5-mini")
			.addUserMessage(prompt)
			.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
			.build();
	}

	private static MessageCreateParams anthropic(String prompt) {
		return MessageCreateParams.builder()
			.model("claude-haiku-4-5-20251001")
			.maxTokens(100)
			.addUserMessage(prompt)
			.build();
	}

	private static boolean says(ChatCompletionChunk chunk) {
		return chunk.choices().stream().anyMatch((choice) -> !choice.delta().content().orElse("").isEmpty());
	}

	private static void expectOpenAi(MeterRegistry registry, String streaming) {
		assertThat(count(registry, "llm.requests", "provider", "openai", "model", "gpt-5-mini", "operation", "chat",
				"outcome", "success", "streaming", streaming))
			.isEqualTo(1);
		assertThat(count(registry, "llm.tokens", "type", "input")).isEqualTo(60);
		assertThat(count(registry, "llm.tokens", "type", "cache_read")).isEqualTo(40);
		assertThat(count(registry, "llm.tokens", "type", "output")).isEqualTo(30);
		assertThat(count(registry, "llm.tokens", "type", "reasoning")).isEqualTo(20);
		assertThat(registry.get("llm.cost").functionCounter().count()).isEqualTo(0.000116);
		assertThat(count(registry, "llm.finishes", "reason", "stop")).isEqualTo(1);
	}

	private static void expectAnthropic(MeterRegistry registry, String streaming, int calls) {
		assertThat(count(registry, "llm.requests", "provider", "anthropic", "model", "claude-haiku-4-5", "outcome",
				"success", "streaming", streaming))
			.isEqualTo(1);
		assertThat(count(registry, "llm.tokens", "type", "input")).isEqualTo(calls * 100);
		assertThat(count(registry, "llm.tokens", "type", "cache_read")).isEqualTo(calls * 40);
		assertThat(count(registry, "llm.tokens", "type", "cache_write")).isEqualTo(calls * 8);
		assertThat(count(registry, "llm.tokens", "type", "output")).isEqualTo(calls * 50);
		assertThat(registry.get("llm.cost").functionCounter().count()).isEqualTo(calls * 0.000364);
	}

	// The server waits 200 ms before its first token: not less, and less than the whole.
	private static void expectFirstToken(MeterRegistry registry) {
		double first = registry.get("llm.time.to.first.token").timer().totalTime(TimeUnit.MILLISECONDS);
		double whole = registry.get("llm.request.duration")
			.tag("streaming", "true")
			.timer()
			.totalTime(TimeUnit.MILLISECONDS);
		assertThat(first).isGreaterThanOrEqualTo(199).isLessThanOrEqualTo(whole);
	}

	private static void eventually(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(condition);
	}

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(tags).counter().count();
	}

}
