package io.sightglass.autoconfigure.llm.wire;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.http.okhttp.AnthropicHttpClientBuilderCustomizer;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.openai.http.okhttp.OpenAiHttpClientBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Models of Spring AI, as its auto-configuration builds them.
 */
final class SpringAiWireClients {

	private final ApplicationContext context;

	private final ObservationRegistry observations;

	private final RetryTemplate never = new RetryTemplate(RetryPolicy.builder().maxRetries(0).build());

	private SpringAiWireClients(ApplicationContext context) {
		this.context = context;
		this.observations = context.getBean(ObservationRegistry.class);
	}

	static List<WireClient> of(ApplicationContext context) {
		SpringAiWireClients clients = new SpringAiWireClients(context);
		return List.of(
				chat("spring-ai-openai", "chat/completions", "chat/completions", clients::openAi,
						(model) -> OpenAiChatOptions.builder().model(model).build()),
				new WireClient("spring-ai-openai-embeddings", Map.of("POST embeddings", clients::embed)),
				chat("spring-ai-anthropic", "messages", "messages", clients::anthropic,
						(model) -> AnthropicChatOptions.builder().model(model).maxTokens(100).build()),
				chat("spring-ai-google", ":generateContent", ":streamGenerateContent", clients::google,
						(model) -> GoogleGenAiChatOptions.builder().model(model).build()),
				chat("spring-ai-ollama", "api/chat", "api/chat", clients::ollama,
						(model) -> OllamaChatOptions.builder().model(model).build()));
	}

	private static WireClient chat(String name, String call, String stream, Function<WireRequest, ChatModel> build,
			Function<String, ChatOptions> options) {
		Map<String, ChatModel> models = new ConcurrentHashMap<>();
		Function<WireRequest, ChatModel> at = (request) -> models.computeIfAbsent(request.base(),
				(base) -> build.apply(request));
		return new WireClient(name, Map.of("POST " + call,
				(request) -> at.apply(request).call(new Prompt("Hi", options.apply(request.model()))),
				"POST " + stream + " stream",
				(request) -> at.apply(request).stream(new Prompt("Hi", options.apply(request.model()))).blockLast()));
	}

	private ChatModel openAi(WireRequest request) {
		return OpenAiChatModel.builder()
			.observationRegistry(this.observations)
			.httpClientBuilderCustomizers(
					this.context.getBeanProvider(OpenAiHttpClientBuilderCustomizer.class).orderedStream().toList())
			.options(OpenAiChatOptions.builder()
				.model("x")
				.baseUrl(request.base())
				.apiKey("sk-secret")
				.maxRetries(0)
				.build())
			.build();
	}

	private void embed(WireRequest request) {
		OpenAiEmbeddingModel.builder()
			.observationRegistry(this.observations)
			.httpClientBuilderCustomizers(
					this.context.getBeanProvider(OpenAiHttpClientBuilderCustomizer.class).orderedStream().toList())
			.options(OpenAiEmbeddingOptions.builder()
				.model(request.model())
				.baseUrl(request.base())
				.apiKey("sk-secret")
				.maxRetries(0)
				.build())
			.build()
			.embed("Hi");
	}

	// Anthropic's SDK adds the version itself.
	private ChatModel anthropic(WireRequest request) {
		return AnthropicChatModel.builder()
			.observationRegistry(this.observations)
			.httpClientBuilderCustomizers(
					this.context.getBeanProvider(AnthropicHttpClientBuilderCustomizer.class).orderedStream().toList())
			.options(AnthropicChatOptions.builder()
				.model("x")
				.maxTokens(100)
				.baseUrl(request.base().replaceFirst("/v1$", ""))
				.apiKey("sk-secret")
				.maxRetries(0)
				.build())
			.build();
	}

	private ChatModel google(WireRequest request) {
		return GoogleGenAiChatModel.builder()
			.genAiClient(GoogleWireClient.client(this.context, request))
			.options(GoogleGenAiChatOptions.builder().model("x").build())
			.observationRegistry(this.observations)
			.retryTemplate(this.never)
			.build();
	}

	private ChatModel ollama(WireRequest request) {
		return OllamaChatModel.builder()
			.ollamaApi(OllamaApi.builder()
				.baseUrl(request.base())
				.restClientBuilder(this.context.getBean(RestClient.Builder.class))
				.webClientBuilder(this.context.getBean(WebClient.Builder.class))
				.build())
			.options(OllamaChatOptions.builder().model("x").build())
			.observationRegistry(this.observations)
			.retryTemplate(this.never)
			.build();
	}

}
