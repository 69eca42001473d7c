package io.sightglass.autoconfigure.llm.clients;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jMeters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What code of the application asks while a library calls it back is a call of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalledBackTests {

	private Clients clients;

	@BeforeAll
	void start() {
		this.clients = new Clients(Duration.ofMillis(5));
	}

	@AfterAll
	void stop() {
		this.clients.close();
	}

	static Stream<Arguments> clients() {
		return Stream
			.of("jdk/call", "jdk-async/call", "jdk/stream", "okhttp/call", "rest/call", "web/call", "sdk/call",
					"langchain4j/call", "langchain4j-on-rest/call", "spring-ai/call", "spring-ai-on-sdk/call")
			.flatMap((client) -> Stream.of(true, false).map((rest) -> Arguments.of("openai/" + client, rest)));
	}

	@ParameterizedTest
	@MethodSource("clients")
	void inAHandlerOfLangChain4j(String client, boolean rest) throws Exception {
		Reading reading = new Reading(this.clients.registry());
		Asking handler = new Asking(client);
		LangChain4jClients.streaming(langChain4j(), url(), http(rest)).chat("answer", handler);
		handler.all.done.get(20, TimeUnit.SECONDS);
		expect(reading, 3);
	}

	@ParameterizedTest
	@MethodSource("clients")
	void inAListenerOfLangChain4j(String client, boolean rest) {
		Reading reading = new Reading(this.clients.registry());
		LangChain4jClients.chat(langChain4j(), url(), http(rest), new ChatModelListener() {

			@Override
			public void onRequest(ChatModelRequestContext request) {
				ask(client);
			}

			@Override
			public void onResponse(ChatModelResponseContext response) {
				ask(client);
			}

		}).chat("answer");
		expect(reading, 3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk/call", "jdk/stream", "okhttp/call", "rest/call", "web/call", "sdk/call",
			"langchain4j/call", "langchain4j-on-rest/call", "spring-ai/call" })
	void inAnInterceptorOfRestClient(String client) {
		for (ClientHttpRequestFactory factory : new ClientHttpRequestFactory[] { new SimpleClientHttpRequestFactory(),
				new JdkClientHttpRequestFactory(this.clients.context().getBean(HttpClient.class)) }) {
			for (boolean outside : new boolean[] { true, false }) {
				Reading reading = new Reading(this.clients.registry());
				rest("openai/" + client, outside).requestFactory(factory)
					.build()
					.post()
					.uri(url() + "/chat/completions")
					.contentType(MediaType.APPLICATION_JSON)
					.body(SpringHttpClients.body("gpt-5-mini", "answer", false))
					.retrieve()
					.body(String.class);
				expect(reading, 2);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk/call", "jdk/stream", "okhttp/call", "rest/call", "web/call", "sdk/call",
			"langchain4j/call", "langchain4j-on-rest/call", "spring-ai/call" })
	void inAnInterceptorOfTheRestClientBelowALibrary(String client) {
		for (boolean outside : new boolean[] { true, false }) {
			Reading reading = new Reading(this.clients.registry());
			LangChain4jClients.chat(langChain4j(), url(), new RestClientHttp.Builder(rest("openai/" + client, outside)))
				.chat("answer");
			expect(reading, 2);
			reading = new Reading(this.clients.registry());
			SpringAiClients
				.ollama(this.clients.context(), this.clients.server(ollama()).url(), rest("openai/" + client, outside))
				.call(new Prompt("answer"));
			expect(reading, 2);
		}
	}

	private RestClient.Builder rest(String client, boolean outside) {
		RestClient.Builder rest = this.clients.context().getBean(RestClient.Builder.class);
		ClientHttpRequestInterceptor asking = (request, body, execution) -> {
			ask(client);
			return execution.execute(request, body);
		};
		return rest.requestInterceptors((all) -> all.add(outside ? 0 : all.size(), asking));
	}

	private Client ollama() {
		return find("ollama/rest/call");
	}

	private Client find(String name) {
		return this.clients.all().stream().filter((any) -> any.name().equals(name)).findFirst().orElseThrow();
	}

	private void ask(String client) {
		this.clients.ask(find(client), "answer", false);
	}

	private String url() {
		return this.clients.server(find("openai/rest/call")).url() + "/v1";
	}

	private LangChain4jMeters langChain4j() {
		return this.clients.context().getBean(LangChain4jMeters.class);
	}

	private HttpClientBuilder http(boolean rest) {
		return rest ? new RestClientHttp.Builder(this.clients.context().getBean(RestClient.Builder.class))
				: new JdkHttpClientBuilder();
	}

	private static void expect(Reading reading, int calls) {
		reading.await();
		assertThat(reading.sum("llm.requests")).isEqualTo(calls);
		assertThat(reading.sum("llm.requests", "outcome", "success")).isEqualTo(calls);
		assertThat(reading.sum("llm.tokens", "type", "input")).isPositive();
	}

	/**
	 * Asks at the first token and at the end.
	 */
	private final class Asking implements StreamingChatResponseHandler {

		private final Collector all = new Collector(false);

		private final AtomicBoolean asked = new AtomicBoolean();

		private final String client;

		Asking(String client) {
			this.client = client;
		}

		@Override
		public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
			if (this.asked.compareAndSet(false, true)) {
				ask(this.client);
			}
		}

		@Override
		public void onCompleteResponse(ChatResponse response) {
			ask(this.client);
			this.all.onCompleteResponse(response);
		}

		@Override
		public void onError(Throwable error) {
			this.all.onError(error);
		}

	}

}
