package io.sightglass.autoconfigure.llm.clients;

import java.util.List;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jMeters;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Gemini through Spring AI and LangChain4j.
 */
final class GeminiClients {

	private static final String MODEL = "gemini-2.5-flash";

	private GeminiClients() {
	}

	static List<Client> springAi(ApplicationContext context) {
		ChatModel model = model(context);
		ChatClient.Builder builder = ChatClient.builder(model, context.getBean(ObservationRegistry.class), null, null);
		ObjectProvider<org.springframework.ai.chat.client.ChatClientBuilderCustomizer> customizers = context
			.getBeanProvider(org.springframework.ai.chat.client.ChatClientBuilderCustomizer.class);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		ChatClient chat = builder.build();
		return List.of(SpringAiClients.call("gemini/spring-ai/call", model),
				SpringAiClients.stream("gemini/spring-ai/stream", model), new Client("gemini/spring-ai-client/stream",
						(prompt, drop) -> SpringAiClients.read(chat.prompt(prompt).stream().chatResponse(), drop)));
	}

	static ChatModel model(ApplicationContext context) {
		return GoogleGenAiChatModel.builder()
			.genAiClient(context.getBean(com.google.genai.Client.class))
			.options(GoogleGenAiChatOptions.builder().model(MODEL).build())
			.observationRegistry(context.getBean(ObservationRegistry.class))
			.retryTemplate(new RetryTemplate(RetryPolicy.builder().maxRetries(0).build()))
			.build();
	}

	static List<Client> langChain4j(LangChain4jMeters meters, String url) {
		return List.of(
				LangChain4jClients.call("gemini/langchain4j/call",
						GoogleAiGeminiChatModel.builder()
							.httpClientBuilder(new JdkHttpClientBuilder())
							.baseUrl(url)
							.apiKey("sk-secret")
							.modelName(MODEL)
							.maxRetries(0)
							.listeners(List.of(meters.listener()))
							.build()),
				LangChain4jClients.stream("gemini/langchain4j/stream",
						meters.measured(GoogleAiGeminiStreamingChatModel.builder()
							.httpClientBuilder(new JdkHttpClientBuilder())
							.baseUrl(url)
							.apiKey("sk-secret")
							.modelName(MODEL)
							.listeners(List.of(meters.listener()))
							.build())));
	}

}
