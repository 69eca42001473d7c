package io.sightglass.app.llm;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClient;

/**
 * An assistant through Spring AI. No line of it is about metrics, but for the last two
 * methods: one calls a host by hand, the other measures by hand.
 */
@Service
class Assistant {

	private final ChatClient chat;

	private final EmbeddingModel embeddings;

	private final RestClient host;

	private final LlmMeters meters;

	Assistant(ChatClient.Builder chat, EmbeddingModel embeddings, RestClient.Builder host, LlmMeters meters,
			@Value("${demo.llm.url}") String url) {
		this.chat = chat.build();
		this.embeddings = embeddings;
		this.host = host.baseUrl(url).build();
		this.meters = meters;
	}

	String ask(String model, String question) {
		return String.valueOf(this.chat.prompt(question).options(options(model)).call().content());
	}

	String askWithTool(String question) {
		return String.valueOf(this.chat.prompt(question).tools(new Gauges()).call().content());
	}

	String stream(String model, String question) {
		return String.join("",
				this.chat.prompt(question)
					.options(options(model))
					.stream()
					.content()
					.collectList()
					.blockOptional()
					.orElseThrow());
	}

	String startToStream(String question) {
		return String.valueOf(this.chat.prompt(question).stream().content().blockFirst());
	}

	int embed(String text) {
		return this.embeddings.embed(text).length;
	}

	String askTheHost(String question) {
		return String.valueOf(this.host.post()
			.uri("/v1/chat/completions")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"model\":\"llama3.1:8b\",\"messages\":[{\"role\":\"user\",\"content\":\"" + question + "\"}]}")
			.retrieve()
			.body(String.class));
	}

	String rank(String question) {
		return String.valueOf(this.host.post()
			.uri("/v1/rerank")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"model\":\"rerank-v3.5\",\"query\":\"" + question + "\",\"documents\":[\"north\",\"south\"]}")
			.retrieve()
			.body(String.class));
	}

	void forget(String model) {
		try (LlmCall call = this.meters.start("openai", model, "chat")) {
			call.streamed();
		}
	}

	private static OpenAiChatOptions.Builder options(String model) {
		return OpenAiChatOptions.builder().model(model);
	}

}
