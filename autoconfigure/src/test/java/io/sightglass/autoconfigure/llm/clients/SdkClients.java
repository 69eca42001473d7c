package io.sightglass.autoconfigure.llm.clients;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;

import org.springframework.context.ApplicationContext;

/**
 * The official SDKs.
 */
final class SdkClients {

	private SdkClients() {
	}

	static List<Client> of(ApplicationContext context) {
		OpenAIClient openAi = context.getBean(OpenAIClient.class);
		OpenAIClientAsync openAiAsync = context.getBean(OpenAIClientAsync.class);
		AnthropicClient anthropic = context.getBean(AnthropicClient.class);
		AnthropicClientAsync anthropicAsync = context.getBean(AnthropicClientAsync.class);
		return List.of(
				new Client("openai/sdk/call", (prompt, drop) -> openAi.chat().completions().create(chat(prompt))),
				new Client("openai/sdk/stream", (prompt, drop) -> {
					try (var chunks = openAi.chat().completions().createStreaming(chat(prompt))) {
						read(chunks.stream(), drop, SdkClients::says);
					}
				}),
				new Client("openai/sdk-async/call",
						(prompt, drop) -> openAiAsync.chat().completions().create(chat(prompt)).get()),
				new Client("openai/sdk-async/stream",
						(prompt, drop) -> read(openAiAsync.chat().completions().createStreaming(chat(prompt)), drop,
								SdkClients::says)),
				new Client("openai/sdk-responses/call", (prompt, drop) -> openAi.responses().create(response(prompt))),
				new Client("openai/sdk-responses/stream", (prompt, drop) -> {
					try (var events = openAi.responses().createStreaming(response(prompt))) {
						read(events.stream(), drop, ResponseStreamEvent::isOutputTextDelta);
					}
				}),
				new Client("openai/sdk-responses-async/call",
						(prompt, drop) -> openAiAsync.responses().create(response(prompt)).get()),
				new Client("openai/sdk-responses-async/stream",
						(prompt, drop) -> read(openAiAsync.responses().createStreaming(response(prompt)), drop,
								ResponseStreamEvent::isOutputTextDelta)),
				new Client("anthropic/sdk/call", (prompt, drop) -> anthropic.messages().create(message(prompt))),
				new Client("anthropic/sdk/stream", (prompt, drop) -> {
					try (var events = anthropic.messages().createStreaming(message(prompt))) {
						read(events.stream(), drop, RawMessageStreamEvent::isContentBlockDelta);
					}
				}),
				new Client("anthropic/sdk-async/call",
						(prompt, drop) -> anthropicAsync.messages().create(message(prompt)).get()),
				new Client("anthropic/sdk-async/stream", (prompt, drop) -> {
					var events = anthropicAsync.messages().createStreaming(message(prompt));
					events.subscribe((event) -> {
						if (drop && event.isContentBlockDelta()) {
							events.close();
						}
					});
					await(events.onCompleteFuture(), drop);
				}));
	}

	static ChatCompletionCreateParams chat(String prompt) {
		return ChatCompletionCreateParams.builder()
			.model("gpt-5-mini")
			.addUserMessage(prompt)
			.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
			.build();
	}

	static MessageCreateParams message(String prompt) {
		return MessageCreateParams.builder()
			.model("claude-haiku-4-5-20251001")
			.maxTokens(100)
			.addUserMessage(prompt)
			.build();
	}

	private static ResponseCreateParams response(String prompt) {
		return ResponseCreateParams.builder().model("gpt-5-mini").input(prompt).build();
	}

	private static boolean says(ChatCompletionChunk chunk) {
		return chunk.choices().stream().anyMatch((choice) -> !choice.delta().content().orElse("").isEmpty());
	}

	private static <T> void read(Stream<T> items, boolean drop, Predicate<T> says) {
		items.takeWhile((item) -> !drop || !says.test(item)).forEach((item) -> {
		});
	}

	private static <T> void read(AsyncStreamResponse<T> items, boolean drop, Predicate<T> says) throws Exception {
		items.subscribe((item) -> {
			if (drop && says.test(item)) {
				items.close();
			}
		});
		await(items.onCompleteFuture(), drop);
	}

	private static void await(CompletableFuture<?> end, boolean drop) throws Exception {
		if (!drop) {
			end.get();
		}
	}

}
