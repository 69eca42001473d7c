package io.sightglass.autoconfigure.llm;

import java.util.function.BiConsumer;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import io.sightglass.instrumentation.internal.llm.sdk.AnthropicClients;
import io.sightglass.instrumentation.internal.llm.sdk.OpenAiClients;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.llm.price.LlmUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static io.sightglass.test.SightglassAssertions.assertThat;

class LlmSdkTests {

	private final ModelServer server = new ModelServer();

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
			expectOpenAi(registry);
			assertThat(this.server.lastHeader("Authorization")).containsExactly("Bearer none");
			assertThat(this.server.lastHeader("X-Stainless-Retry-Count")).containsExactly("0");
		});
	}

	@Test
	void measuresEmbeddings() {
		run((context, registry) -> {
			context.getBean(OpenAIClient.class)
				.embeddings()
				.create(EmbeddingCreateParams.builder().model("text-embedding-3-small").input("hello").build());
			assertThat(registry).llm("openai", "text-embedding-3-small")
				.operation("embeddings")
				.hasCalls(1, Outcome.SUCCESS)
				.hasCost(0.000002);
		});
	}

	@Test
	void measuresAClientMadeByHandAndNotTwice() {
		run((context, registry) -> {
			OpenAiClients clients = context.getBean(OpenAiClients.class);
			clients.measured(clients.measured(openAi())).chat().completions().create(openAi("hello"));
			expectOpenAi(registry);
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

	@Test
	void measuresAClientOfAnthropicMadeByHandAndNotTwice() {
		run((context, registry) -> {
			AnthropicClients clients = context.getBean(AnthropicClients.class);
			clients.measured(clients.measured(anthropic()))
				.messages()
				.create(MessageCreateParams.builder()
					.model("claude-haiku-4-5-20251001")
					.maxTokens(100)
					.addUserMessage("hello")
					.build());
			assertThat(registry).llm("anthropic", "claude-haiku-4-5-20251001").hasCalls(1, Outcome.SUCCESS);
			assertThat(this.server.lastHeader("X-Api-Key")).containsExactly("none");
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

	private static void expectOpenAi(MeterRegistry registry) {
		assertThat(registry).llm("openai", "gpt-5-mini")
			.operation("chat")
			.hasCalls(1, Outcome.SUCCESS)
			.hasStreamed(0)
			.hasTokens(new LlmUsage(60, 30, 40, 0, 20))
			.hasCost(0.000116)
			.hasFinished(1, "stop")
			.hasRetried(0);
	}

}
