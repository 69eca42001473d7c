package io.sightglass.autoconfigure.llm.langchain4j;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmAutoConfiguration;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class LangChain4jLlmTests {

	private final ModelServer server = new ModelServer(Duration.ofMillis(200));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false", "server.url=" + this.server.url() + "/v1")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withUserConfiguration(Models.class)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
				LangChain4jLlmAutoConfiguration.class));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void measuresABlockingCallToTheNanodollar() {
		run((context) -> {
			context.getBean(OpenAiChatModel.class).chat("hello");
			expectUsage(context.getBean(MeterRegistry.class), "false");
		});
	}

	@Test
	void measuresAStreamAndItsFirstToken() {
		run((context) -> {
			Collecting handler = new Collecting(false);
			context.getBean(OpenAiStreamingChatModel.class).chat("hello", handler);
			assertThat(handler.done.get(20, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("Hello you");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			eventually(() -> registry.find("llm.requests").counter() != null
				&& registry.get("llm.requests.active").gauge().value() == 0);
			expectUsage(registry, "true");
			double first = registry.get("llm.time.to.first.token").timer().totalTime(TimeUnit.MILLISECONDS);
			double whole = registry.get("llm.request.duration").timer().totalTime(TimeUnit.MILLISECONDS);
			assertThat(first).isGreaterThanOrEqualTo(199).isLessThanOrEqualTo(whole);
		});
	}

	@Test
	void aCancelledStreamEndsAsCancelled() {
		run((context) -> {
			context.getBean(OpenAiStreamingChatModel.class).chat("hang", new Collecting(true));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			eventually(() -> registry.find("llm.requests").counter() != null
				&& registry.get("llm.requests.active").gauge().value() == 0);
			assertThat(count(registry, "llm.requests", "outcome", "cancelled", "streaming", "true")).isEqualTo(1);
			assertThat(registry.get("llm.requests.active").gauge().value()).isZero();
		});
	}

	@ParameterizedTest
	@CsvSource({ "400, invalid_request", "401, authentication", "404, not_found", "408, timeout", "429, rate_limit",
			"500, server" })
	void namesTheReasonOfAFailure(String wish, String error) {
		run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(catchThrowable(() -> context.getBean(OpenAiChatModel.class).chat("status " + wish))).isNotNull();
			assertThat(count(registry, "llm.errors", "error", error)).isEqualTo(1);
			Collecting handler = new Collecting(false);
			context.getBean(OpenAiStreamingChatModel.class).chat("status " + wish, handler);
			assertThat(catchThrowable(() -> handler.done.get(20, TimeUnit.SECONDS))).isNotNull();
			eventually(() -> count(registry, "llm.errors", "error", error) == 2);
		});
	}

	@Test
	void measuresEmbeddingsWithOneLine() {
		run((context) -> {
			EmbeddingModel model = context.getBean(LangChain4jMeters.class)
				.measured(OpenAiEmbeddingModel.builder()
					.httpClientBuilder(new JdkHttpClientBuilder())
					.baseUrl(this.server.url() + "/v1")
					.apiKey("none")
					.modelName("text-embedding-3-small")
					.build());
			model.embed("hello");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(count(registry, "llm.requests", "operation", "embeddings", "provider", "openai")).isEqualTo(1);
			assertThat(registry.get("llm.cost").functionCounter().count()).isEqualTo(0.000002);
		});
	}

	@Test
	void backsOff() {
		new ApplicationContextRunner()
			.withPropertyValues("sightglass.llm.enabled=false", "management.metrics.use-global-registry=false")
			.withConfiguration(AutoConfigurations.of(LangChain4jLlmAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ChatModelListener.class));
	}

	private void run(ContextConsumer<AssertableApplicationContext> test) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context);
		});
	}

	private static void expectUsage(MeterRegistry registry, String streaming) {
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

	private static void eventually(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
	}

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(tags).counter().count();
	}

	private static final class Collecting implements StreamingChatResponseHandler {

		private final CompletableFuture<ChatResponse> done = new CompletableFuture<>();

		private final boolean cancels;

		Collecting(boolean cancels) {
			this.cancels = cancels;
		}

		@Override
		public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
			if (this.cancels) {
				context.streamingHandle().cancel();
			}
		}

		@Override
		public void onCompleteResponse(ChatResponse response) {
			this.done.complete(response);
		}

		@Override
		public void onError(Throwable error) {
			this.done.completeExceptionally(error);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Models {

		@Bean
		OpenAiChatModel chatModel(Environment environment, List<ChatModelListener> listeners) {
			return OpenAiChatModel.builder()
				.httpClientBuilder(new JdkHttpClientBuilder())
				.baseUrl(environment.getRequiredProperty("server.url"))
				.apiKey("none")
				.modelName("gpt-5-mini")
				.maxRetries(0)
				.listeners(listeners)
				.build();
		}

		@Bean
		OpenAiStreamingChatModel streamingModel(Environment environment, List<ChatModelListener> listeners) {
			return OpenAiStreamingChatModel.builder()
				.httpClientBuilder(new JdkHttpClientBuilder())
				.baseUrl(environment.getRequiredProperty("server.url"))
				.apiKey("none")
				.modelName("gpt-5-mini")
				.listeners(listeners)
				.build();
		}

	}

}
