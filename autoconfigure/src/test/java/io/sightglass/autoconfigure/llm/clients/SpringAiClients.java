package io.sightglass.autoconfigure.llm.clients;

import java.util.List;

import com.anthropic.client.AnthropicClient;
import com.openai.client.OpenAIClient;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Flux;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.http.okhttp.AnthropicHttpClientBuilderCustomizer;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.context.ApplicationContext;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Spring AI: the auto-configured model, models on measured SDK clients, and a model on
 * the metered builders of Boot.
 */
final class SpringAiClients {

	private SpringAiClients() {
	}

	static List<Client> of(ApplicationContext context, String anthropicUrl, String ollamaUrl) {
		ChatModel own = context.getBean(OpenAiChatModel.class);
		ChatClient chat = context.getBean(ChatClient.Builder.class).build();
		ChatModel measured = onMeasuredOpenAi(context, context.getBean(ObservationRegistry.class));
		ChatModel anthropic = anthropic(context, anthropicUrl);
		ChatModel measuredAnthropic = onMeasuredAnthropic(context);
		ChatModel ollama = ollama(context, ollamaUrl, context.getBean(RestClient.Builder.class));
		return List.of(call("openai/spring-ai/call", own), stream("openai/spring-ai/stream", own),
				new Client("openai/spring-ai-client/call", (prompt, drop) -> chat.prompt(prompt).call().content()),
				new Client("openai/spring-ai-client/stream",
						(prompt, drop) -> read(chat.prompt(prompt).stream().chatResponse(), drop)),
				call("openai/spring-ai-on-sdk/call", measured), stream("openai/spring-ai-on-sdk/stream", measured),
				call("anthropic/spring-ai/call", anthropic), stream("anthropic/spring-ai/stream", anthropic),
				call("anthropic/spring-ai-on-sdk/call", measuredAnthropic),
				stream("anthropic/spring-ai-on-sdk/stream", measuredAnthropic),
				call("ollama/spring-ai-on-rest/call", ollama), stream("ollama/spring-ai-on-web/stream", ollama));
	}

	static Client call(String name, ChatModel model) {
		return new Client(name, (prompt, drop) -> model.call(new Prompt(prompt)));
	}

	static Client stream(String name, ChatModel model) {
		return new Client(name, (prompt, drop) -> read(model.stream(new Prompt(prompt)), drop));
	}

	static void read(Flux<ChatResponse> answer, boolean drop) {
		if (drop) {
			answer
				.filter((part) -> part.getResult() != null && part.getResult().getOutput().getText() != null
						&& !part.getResult().getOutput().getText().isEmpty())
				.blockFirst();
		}
		else {
			answer.blockLast();
		}
	}

	static ChatModel onMeasuredOpenAi(ApplicationContext context, ObservationRegistry observations) {
		OpenAIClient client = context.getBean(OpenAIClient.class);
		return OpenAiChatModel.builder()
			.openAiClient(client)
			.openAiClientAsync(client.async())
			.options(OpenAiChatOptions.builder().model("gpt-5-mini").build())
			.observationRegistry(observations)
			.build();
	}

	static ChatModel anthropic(ApplicationContext context, String url) {
		return AnthropicChatModel.builder()
			.observationRegistry(context.getBean(ObservationRegistry.class))
			.httpClientBuilderCustomizers(
					context.getBeanProvider(AnthropicHttpClientBuilderCustomizer.class).orderedStream().toList())
			.options(anthropicOptions().baseUrl(url).apiKey("sk-secret").maxRetries(2).build())
			.build();
	}

	static ChatModel onMeasuredAnthropic(ApplicationContext context) {
		AnthropicClient client = context.getBean(AnthropicClient.class);
		return AnthropicChatModel.builder()
			.anthropicClient(client)
			.anthropicClientAsync(client.async())
			.observationRegistry(context.getBean(ObservationRegistry.class))
			.options(anthropicOptions().build())
			.build();
	}

	private static AnthropicChatOptions.Builder anthropicOptions() {
		return AnthropicChatOptions.builder().model("claude-haiku-4-5-20251001").maxTokens(100);
	}

	static ChatModel ollama(ApplicationContext context, String url, RestClient.Builder rest) {
		return OllamaChatModel.builder()
			.ollamaApi(OllamaApi.builder()
				.baseUrl(url)
				.restClientBuilder(rest)
				.webClientBuilder(context.getBean(WebClient.Builder.class))
				.build())
			.options(OllamaChatOptions.builder().model("priced").build())
			.observationRegistry(context.getBean(ObservationRegistry.class))
			.retryTemplate(new RetryTemplate(RetryPolicy.builder().maxRetries(0).build()))
			.build();
	}

}
