package io.sightglass.autoconfigure.llm.springai;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmAutoConfiguration;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiChatAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiEmbeddingAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiImageAutoConfiguration;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class SpringAiLlmTests {

	private final ModelServer server = new ModelServer(Duration.ofMillis(200));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false",
				"spring.ai.openai.base-url=" + this.server.url() + "/v1", "spring.ai.openai.api-key=none",
				"spring.ai.openai.chat.model=gpt-5-mini", "spring.ai.openai.chat.stream-usage=true",
				"spring.ai.openai.chat.stream-options.include-usage=true", "spring.ai.openai.max-retries=1",
				"spring.ai.openai.embedding.model=text-embedding-3-small", "spring.ai.openai.image.model=gpt-image-1")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
				SpringAiLlmAutoConfiguration.class, ObservationAutoConfiguration.class,
				ToolCallingAutoConfiguration.class, OpenAiChatAutoConfiguration.class,
				OpenAiEmbeddingAutoConfiguration.class, OpenAiImageAutoConfiguration.class,
				ChatClientAutoConfiguration.class));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void measuresABlockingCallToTheNanodollar() {
		run((context, registry) -> {
			context.getBean(ChatModel.class).call("hello");
			expectUsage(registry, "success", "false");
			assertThat(registry.find("llm.time.to.first.token").timer()).isNull();
		});
	}

	@Test
	void measuresAStreamOfTheChatClient() {
		run((context, registry) -> {
			context.getBean(ChatClient.Builder.class).build().prompt("hello").stream().content().blockLast();
			await(registry);
			expectUsage(registry, "success", "true");
			expectFirstToken(registry);
		});
	}

	@Test
	void measuresAStreamOfTheModelItself() {
		run((context, registry) -> {
			context.getBean(ChatModel.class).stream(new Prompt("hello")).blockLast();
			await(registry);
			expectUsage(registry, "success", "true");
			expectFirstToken(registry);
		});
	}

	@Test
	void aDroppedStreamIsCancelled() {
		run((context, registry) -> {
			context.getBean(ChatClient.Builder.class).build().prompt("hang").stream().content().blockFirst();
			await(registry);
			assertThat(count(registry, "llm.requests", "outcome", "cancelled", "streaming", "true")).isEqualTo(1);
			assertThat(count(registry, "llm.errors", "error", "cancelled")).isEqualTo(1);
			assertThat(registry.get("llm.requests.active").gauge().value()).isZero();
			expectFirstToken(registry);
		});
	}

	@Test
	void aStreamThatWasCutOffIsNoSuccess() {
		run((context, registry) -> {
			context.getBean(ChatModel.class).stream(new Prompt("cut")).blockLast();
			await(registry);
			assertThat(count(registry, "llm.errors", "error", "network")).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@CsvSource({ "400, invalid_request", "401, authentication", "404, not_found", "408, timeout", "429, rate_limit",
			"500, server", "400 too long, context_length" })
	void namesTheReasonOfAFailure(String wish, String error) {
		run((context, registry) -> {
			ChatModel model = context.getBean(ChatModel.class);
			assertThat(catchThrowable(() -> model.call("status " + wish))).isNotNull();
			assertThat(count(registry, "llm.errors", "error", error)).isEqualTo(1);
			assertThat(count(registry, "llm.requests", "outcome", "error", "streaming", "false")).isEqualTo(1);
			assertThat(catchThrowable(() -> model.stream(new Prompt("status " + wish)).blockLast())).isNotNull();
			eventually(() -> count(registry, "llm.errors", "error", error) == 2);
			assertThat(registry.find("llm.cost").functionCounter()).matches((cost) -> cost.count() == 0);
		});
	}

	@Test
	void countsTheRetriesInsideTheSdkAndTheCallOnce() {
		run((context, registry) -> {
			context.getBean(ChatModel.class).call("status 429 once");
			assertThat(this.server.requests()).isEqualTo(2);
			assertThat(count(registry, "llm.retries", "provider", "openai", "model", "gpt-5-mini")).isEqualTo(1);
			assertThat(count(registry, "llm.requests", "outcome", "success")).isEqualTo(1);
		});
	}

	@Test
	void measuresEmbeddingsAndImages() {
		run((context, registry) -> {
			context.getBean(EmbeddingModel.class).embed("hello");
			context.getBean(ImageModel.class)
				.call(new ImagePrompt("a cat", OpenAiImageOptions.builder().model("gpt-image-1").build()));
			assertThat(count(registry, "llm.requests", "operation", "embeddings", "model", "text-embedding-3-small"))
				.isEqualTo(1);
			assertThat(count(registry, "llm.tokens", "operation", "embeddings", "type", "input")).isEqualTo(100);
			assertThat(registry.get("llm.cost").tag("operation", "embeddings").functionCounter().count())
				.isEqualTo(0.000002);
			assertThat(count(registry, "llm.requests", "operation", "image", "model", "gpt-image-1")).isEqualTo(1);
		});
	}

	@Test
	void backsOff() {
		this.runner.withPropertyValues("sightglass.llm.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SpringAiCalls.class));
	}

	private void run(BiConsumer<ApplicationContext, MeterRegistry> test) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context, context.getBean(MeterRegistry.class));
		});
	}

	private static void expectUsage(MeterRegistry registry, String outcome, String streaming) {
		assertThat(count(registry, "llm.requests", "provider", "openai", "model", "gpt-5-mini", "operation", "chat",
				"outcome", outcome, "streaming", streaming))
			.isEqualTo(1);
		assertThat(count(registry, "llm.tokens", "type", "input")).isEqualTo(60);
		assertThat(count(registry, "llm.tokens", "type", "cache_read")).isEqualTo(40);
		assertThat(count(registry, "llm.tokens", "type", "output")).isEqualTo(30);
		assertThat(count(registry, "llm.tokens", "type", "reasoning")).isEqualTo(20);
		assertThat(registry.get("llm.cost").functionCounter().count()).isEqualTo(0.000116);
		assertThat(count(registry, "llm.finishes", "reason", "stop")).isEqualTo(1);
	}

	// The server waits 200 ms before its first token: not less, and less than the whole.
	private static void expectFirstToken(MeterRegistry registry) {
		double first = registry.get("llm.time.to.first.token").timer().totalTime(TimeUnit.MILLISECONDS);
		double whole = registry.get("llm.request.duration").timer().totalTime(TimeUnit.MILLISECONDS);
		assertThat(first).isGreaterThanOrEqualTo(199).isLessThanOrEqualTo(whole);
	}

	private static void await(MeterRegistry registry) {
		eventually(() -> registry.find("llm.requests").counter() != null
				&& registry.get("llm.requests.active").gauge().value() == 0);
	}

	private static void eventually(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
	}

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(Tags.of(tags)).counter().count();
	}

}
