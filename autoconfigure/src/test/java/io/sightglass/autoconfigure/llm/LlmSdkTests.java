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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

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
			expectOpenAi(registry, "false");
			assertThat(registry.find("llm.retries").counters()).allMatch((retries) -> retries.count() == 0);
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
			assertThat(count(registry, "llm.requests", "operation", "embeddings", "outcome", "success")).isEqualTo(1);
			assertThat(registry.get("llm.cost").functionCounter().count()).isEqualTo(0.000002);
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
			assertThat(count(registry, "llm.requests", "provider", "anthropic", "outcome", "success")).isEqualTo(1);
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

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(tags).counter().count();
	}

}
