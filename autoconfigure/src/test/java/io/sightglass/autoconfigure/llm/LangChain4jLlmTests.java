package io.sightglass.autoconfigure.llm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.service.AiServices;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jMeters;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jTools;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.llm.price.LlmUsage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static io.sightglass.test.SightglassAssertions.assertThat;

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
	void measuresAStreamOfABeanAndItsFirstToken() {
		run((context) -> {
			Collecting handler = new Collecting();
			context.getBean(OpenAiStreamingChatModel.class).chat("hello", handler);
			assertThat(handler.done.get(20, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("Hello you");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			eventually(() -> registry.find("llm.requests").counter() != null
					&& registry.get("llm.requests.active").gauge().value() == 0);
			expectUsage(registry, 1);
			double first = registry.get("llm.time.to.first.token").timer().totalTime(TimeUnit.MILLISECONDS);
			double whole = registry.get("llm.request.duration").timer().totalTime(TimeUnit.MILLISECONDS);
			assertThat(first).isGreaterThanOrEqualTo(199).isLessThanOrEqualTo(whole);
		});
	}

	@Test
	void measuresABlockingCallOfABean() {
		run((context) -> {
			context.getBean(OpenAiChatModel.class).chat("hello");
			expectUsage(context.getBean(MeterRegistry.class), 0);
		});
	}

	@Test
	void aStreamThatNobodyEndsIsAbandonedWhenItIsCollected() {
		run((context) -> {
			LangChain4jMeters meters = context.getBean(LangChain4jMeters.class);
			forget(meters.measured(new SilentModel(meters.listener())));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			eventually(() -> {
				System.gc();
				return registry.find("llm.requests").counter() != null
						&& registry.get("llm.requests.active").gauge().value() == 0;
			});
			assertThat(count(registry, "llm.requests", "outcome", "abandoned", "streaming", "true")).isEqualTo(1);
		});
	}

	@Test
	void aPublishedStreamHasItsFirstTokenAndItsEnd() {
		run((context) -> {
			LangChain4jMeters meters = context.getBean(LangChain4jMeters.class);
			StreamingChatModel model = meters.measured(new SilentModel(meters.listener()));
			ChatRequest request = ChatRequest.builder().messages(UserMessage.from("hello")).build();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Flux.from(JdkFlowAdapter.flowPublisherToFlux(model.chat(request))).blockLast();
			assertThat(count(registry, "llm.requests", "outcome", "success", "streaming", "true")).isEqualTo(1);
			assertThat(registry.get("llm.time.to.first.token").timer().count()).isEqualTo(1);
			assertThat(JdkFlowAdapter.flowPublisherToFlux(model.chat("hello")).blockFirst()).isEqualTo("Hi");
			assertThat(count(registry, "llm.requests", "outcome", "cancelled", "streaming", "true")).isEqualTo(1);
			assertThat(registry.get("llm.requests.active").gauge().value()).isZero();
		});
	}

	@Test
	void countsToolsByOutcomeWithOneLine() {
		run((context) -> {
			Assistant assistant = AiServices.builder(Assistant.class)
				.chatModel(context.getBean(OpenAiChatModel.class))
				.tools(new Tools())
				.afterToolExecution(context.getBean(LangChain4jTools.class))
				.build();
			assertThat(assistant.ask("use tool weather")).isEqualTo("Hi");
			assertThat(assistant.ask("use tool broken")).isEqualTo("Hi");
			assertThat(context.getBean(MeterRegistry.class)).llm("openai", "gpt-5-mini")
				.hasToolCalls(1, "weather", Outcome.SUCCESS)
				.hasToolCalls(1, "broken", Outcome.ERROR)
				.hasCalls(4, Outcome.SUCCESS);
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
			assertThat(context.getBean(MeterRegistry.class)).llm("openai", "text-embedding-3-small")
				.operation("embeddings")
				.hasCalls(1)
				.hasCost(0.000002);
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

	private static void forget(StreamingChatModel model) {
		model.chat("hello", new Collecting());
	}

	private static void expectUsage(MeterRegistry registry, int streamed) {
		assertThat(registry).llm("openai", "gpt-5-mini")
			.operation("chat")
			.hasCalls(1, Outcome.SUCCESS)
			.hasStreamed(streamed)
			.hasTokens(new LlmUsage(60, 30, 40, 0, 20))
			.hasCost(0.000116)
			.hasFinished(1, "stop");
	}

	private static void eventually(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
	}

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(tags).counter().count();
	}

	interface Assistant {

		String ask(String question);

	}

	static class Tools {

		@Tool
		String weather() {
			return "sunny";
		}

		@Tool
		String broken() {
			throw new IllegalStateException("no weather today");
		}

	}

	/**
	 * Publishes a greeting, and never answers a handler.
	 */
	static class SilentModel implements StreamingChatModel {

		private final ChatModelListener listener;

		SilentModel(ChatModelListener listener) {
			this.listener = listener;
		}

		@Override
		public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
		}

		@Override
		public Flow.Publisher<ChatModelStreamingEvent> doChat(ChatRequest request) {
			return JdkFlowAdapter.publisherToFlowPublisher(Flux.just(new PartialResponse("Hi"), new CompleteResponse(
					ChatResponse.builder().aiMessage(AiMessage.from("Hi")).finishReason(FinishReason.STOP).build())));
		}

		@Override
		public List<ChatModelListener> listeners() {
			return List.of(this.listener);
		}

	}

	private static final class Collecting implements StreamingChatResponseHandler {

		private final CompletableFuture<ChatResponse> done = new CompletableFuture<>();

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
