package io.sightglass.autoconfigure.llm.wire;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jMeters;

import org.springframework.context.ApplicationContext;

/**
 * Models of LangChain4j, each built for a provider's address and a model's name.
 */
final class LangChain4jWireClients {

	private final LangChain4jMeters meters;

	private final List<ChatModelListener> listeners;

	private LangChain4jWireClients(ApplicationContext context) {
		this.meters = context.getBean(LangChain4jMeters.class);
		this.listeners = List.of(this.meters.listener());
	}

	static List<WireClient> of(ApplicationContext context) {
		LangChain4jWireClients clients = new LangChain4jWireClients(context);
		return List.of(
				clients.chat("langchain4j-openai", "chat/completions", "chat/completions", clients::openAi,
						clients::openAiStream),
				new WireClient("langchain4j-openai-embeddings", Map.of("POST embeddings", clients::embed)),
				clients.chat("langchain4j-openai-responses", "responses", "responses", clients::responses,
						clients::responsesStream),
				clients.chat("langchain4j-anthropic", "messages", "messages", clients::anthropic,
						clients::anthropicStream),
				clients.chat("langchain4j-google", ":generateContent", ":streamGenerateContent", clients::google,
						clients::googleStream));
	}

	private WireClient chat(String name, String call, String stream, Function<WireRequest, ChatModel> build,
			Function<WireRequest, StreamingChatModel> buildStream) {
		Map<String, ChatModel> models = new ConcurrentHashMap<>();
		Map<String, StreamingChatModel> streams = new ConcurrentHashMap<>();
		return new WireClient(name, Map.of("POST " + call,
				(request) -> models.computeIfAbsent(request.base(), (base) -> build.apply(request)).chat(ask(request)),
				"POST " + stream + " stream", (request) -> {
					Collector answer = new Collector();
					streams.computeIfAbsent(request.base(), (base) -> this.meters.measured(buildStream.apply(request)))
						.chat(ask(request), answer);
					answer.done.get(2, TimeUnit.SECONDS);
				}));
	}

	private static ChatRequest ask(WireRequest request) {
		return ChatRequest.builder().modelName(request.model()).messages(UserMessage.from("Hi")).build();
	}

	private ChatModel openAi(WireRequest request) {
		return OpenAiChatModel.builder()
			.httpClientBuilder(new JdkHttpClientBuilder())
			.baseUrl(request.base())
			.apiKey("sk-secret")
			.maxRetries(0)
			.listeners(this.listeners)
			.build();
	}

	private void embed(WireRequest request) {
		this.meters
			.measured(OpenAiEmbeddingModel.builder()
				.httpClientBuilder(new JdkHttpClientBuilder())
				.baseUrl(request.base())
				.apiKey("sk-secret")
				.modelName(request.model())
				.maxRetries(0)
				.build())
			.embed("Hi");
	}

	private StreamingChatModel openAiStream(WireRequest request) {
		return OpenAiStreamingChatModel.builder()
			.httpClientBuilder(new JdkHttpClientBuilder())
			.baseUrl(request.base())
			.apiKey("sk-secret")
			.listeners(this.listeners)
			.build();
	}

	private ChatModel responses(WireRequest request) {
		return OpenAiResponsesChatModel.builder()
			.httpClientBuilder(new JdkHttpClientBuilder())
			.baseUrl(request.base())
			.apiKey("sk-secret")
			.modelName("x")
			.listeners(this.listeners)
			.build();
	}

	private StreamingChatModel responsesStream(WireRequest request) {
		return OpenAiResponsesStreamingChatModel.builder()
			.httpClientBuilder(new JdkHttpClientBuilder())
			.baseUrl(request.base())
			.apiKey("sk-secret")
			.modelName("x")
			.listeners(this.listeners)
			.build();
	}

	private ChatModel anthropic(WireRequest request) {
		return AnthropicChatModel.builder()
			.httpClientBuilder(new JdkHttpClientBuilder())
			.baseUrl(request.base())
			.apiKey("sk-secret")
			.modelName("x")
			.maxRetries(0)
			.listeners(this.listeners)
			.build();
	}

	private StreamingChatModel anthropicStream(WireRequest request) {
		return AnthropicStreamingChatModel.builder()
			.httpClientBuilder(new JdkHttpClientBuilder())
			.baseUrl(request.base())
			.apiKey("sk-secret")
			.modelName("x")
			.listeners(this.listeners)
			.build();
	}

	private ChatModel google(WireRequest request) {
		return GoogleAiGeminiChatModel.builder()
			.httpClientBuilder(new JdkHttpClientBuilder())
			.baseUrl(request.base())
			.apiKey("sk-secret")
			.modelName("x")
			.maxRetries(0)
			.listeners(this.listeners)
			.build();
	}

	private StreamingChatModel googleStream(WireRequest request) {
		return GoogleAiGeminiStreamingChatModel.builder()
			.httpClientBuilder(new JdkHttpClientBuilder())
			.baseUrl(request.base())
			.apiKey("sk-secret")
			.modelName("x")
			.listeners(this.listeners)
			.build();
	}

	private static final class Collector implements StreamingChatResponseHandler {

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

}
