package io.sightglass.autoconfigure.llm.clients;

import java.util.List;
import java.util.stream.Stream;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jMeters;

import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;

/**
 * LangChain4j: models by hand in one line, on the JDK's HTTP client and on the metered
 * {@code RestClient}.
 */
final class LangChain4jClients {

	private LangChain4jClients() {
	}

	static List<Client> of(ApplicationContext context, String url) {
		LangChain4jMeters meters = context.getBean(LangChain4jMeters.class);
		HttpClientBuilder jdk = new JdkHttpClientBuilder();
		HttpClientBuilder metered = new RestClientHttp.Builder(context.getBean(RestClient.Builder.class));
		StreamingChatModel responses = OpenAiResponsesStreamingChatModel.builder()
			.httpClientBuilder(jdk)
			.baseUrl(url)
			.apiKey("sk-secret")
			.modelName("gpt-5-mini")
			.listeners(List.of(meters.listener()))
			.build();
		return List.of(call("openai/langchain4j/call", chat(meters, url, jdk)),
				stream("openai/langchain4j/stream", streaming(meters, url, jdk)),
				call("openai/langchain4j-on-rest/call", chat(meters, url, metered)),
				stream("openai/langchain4j-on-rest/stream", streaming(meters, url, metered)),
				stream("openai/langchain4j-responses/stream", meters.measured(responses)));
	}

	static Client call(String name, ChatModel model) {
		return new Client(name, (prompt, drop) -> model.chat(prompt));
	}

	static Client stream(String name, StreamingChatModel model) {
		return new Client(name, (prompt, drop) -> {
			Collector answer = new Collector(drop);
			model.chat(prompt, answer);
			answer.done.get(2, java.util.concurrent.TimeUnit.SECONDS);
		});
	}

	static ChatModel chat(LangChain4jMeters meters, String url, HttpClientBuilder http, ChatModelListener... more) {
		return OpenAiChatModel.builder()
			.httpClientBuilder(http)
			.baseUrl(url)
			.apiKey("sk-secret")
			.modelName("gpt-5-mini")
			.maxRetries(0)
			.listeners(Stream.concat(Stream.of(meters.listener()), Stream.of(more)).toList())
			.build();
	}

	static StreamingChatModel streaming(LangChain4jMeters meters, String url, HttpClientBuilder http) {
		return meters.measured(OpenAiStreamingChatModel.builder()
			.httpClientBuilder(http)
			.baseUrl(url)
			.apiKey("sk-secret")
			.modelName("gpt-5-mini")
			.listeners(List.of(meters.listener()))
			.build());
	}

}
