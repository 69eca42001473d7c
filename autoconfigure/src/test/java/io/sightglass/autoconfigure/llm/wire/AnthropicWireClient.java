package io.sightglass.autoconfigure.llm.wire;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.batches.BatchCreateParams;
import io.sightglass.instrumentation.internal.llm.sdk.AnthropicClients;

import org.springframework.context.ApplicationContext;

/**
 * Anthropic's SDK.
 */
final class AnthropicWireClient {

	private final Map<String, AnthropicClient> clients = new ConcurrentHashMap<>();

	private final AnthropicClients measuring;

	private AnthropicWireClient(ApplicationContext context) {
		this.measuring = context.getBean(AnthropicClients.class);
	}

	static WireClient of(ApplicationContext context) {
		AnthropicWireClient client = new AnthropicWireClient(context);
		return new WireClient("anthropic-sdk", client.kinds());
	}

	private Map<String, WireClient.Asks> kinds() {
		return Map.of("POST messages", (request) -> at(request).messages().create(message(request)),
				"POST messages stream", (request) -> {
					try (var events = at(request).messages().createStreaming(message(request))) {
						readAll(events);
					}
				}, "POST messages/count_tokens",
				(request) -> at(request).messages()
					.countTokens(MessageCountTokensParams.builder()
						.body(body(request, MessageCountTokensParams.Body.class))
						.addUserMessage("Hi")
						.build()),
				"POST messages/batches",
				(request) -> at(request).messages()
					.batches()
					.create(BatchCreateParams.builder().body(body(request, BatchCreateParams.Body.class)).build()),
				"GET messages/batches/*/results", (request) -> {
					try (var entries = at(request).messages().batches().resultsStreaming(request.name())) {
						readAll(entries);
					}
				});
	}

	// It adds the version itself.
	private AnthropicClient at(WireRequest request) {
		return this.clients.computeIfAbsent(request.base().replaceFirst("/v1$", ""), (base) -> this.measuring
			.measured(AnthropicOkHttpClient.builder().baseUrl(base).apiKey("sk-secret").maxRetries(0).build()));
	}

	private static MessageCreateParams message(WireRequest request) throws IOException {
		return MessageCreateParams.builder()
			.body(body(request, MessageCreateParams.Body.class))
			.addUserMessage("Hi")
			.maxTokens(100)
			.build();
	}

	private static <T> T body(WireRequest request, Class<T> type) throws IOException {
		return ObjectMappers.jsonMapper().readValue(request.body(), type);
	}

	private static void readAll(StreamResponse<?> events) {
		events.stream().forEach((event) -> {
		});
	}

}
