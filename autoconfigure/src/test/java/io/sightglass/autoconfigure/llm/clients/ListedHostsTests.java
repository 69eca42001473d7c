package io.sightglass.autoconfigure.llm.clients;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import io.micrometer.core.instrument.Meter;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jMeters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;

/**
 * Who answers at a host is who the configuration says, whatever the library takes it for:
 * the price of a model is that of its seller.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListedHostsTests {

	private final ModelServer server = new ModelServer(Duration.ZERO);

	private Clients clients;

	@BeforeAll
	void start() {
		String url = this.server.url();
		this.clients = new Clients(Duration.ZERO, "openai.url=" + url + "/v1", "anthropic.url=" + url,
				"spring.ai.openai.base-url=" + url + "/v1", "spring.ai.openai.max-retries=1",
				"sightglass.llm.http.hosts.[127.0.0.1]=groq", "sightglass.llm.prices.[gpt-5-mini].input=1",
				"sightglass.llm.prices.[gpt-5-mini].output=1");
	}

	@AfterAll
	void stop() {
		this.clients.close();
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring-ai", "spring-ai-on-sdk", "anthropic" })
	void holdForSpringAi(String client) {
		org.springframework.ai.chat.model.ChatModel model = springAi(client);
		for (String prompt : List.of("answer", "status 429")) {
			expectGroq(client + " call " + prompt, () -> model.call(new Prompt(prompt)));
			expectGroq(client + " stream " + prompt, () -> model.stream(new Prompt(prompt)).blockLast());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring-ai", "spring-ai-on-sdk" })
	void holdForStreamsThatBreakTogether(String client) {
		org.springframework.ai.chat.model.ChatModel model = springAi(client);
		for (String prompt : List.of("cut", "status 429")) {
			Map<String, Double> before = providers();
			Reading reading = new Reading(this.clients.registry());
			Flux.range(0, 4)
				.flatMap((i) -> model.stream(new Prompt(prompt)).onErrorComplete())
				.blockLast(Duration.ofSeconds(30));
			reading.await();
			assertThat(providersSince(before)).as(prompt).containsOnly(Map.entry("groq", 4.0));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "measured client", "listener" })
	void holdForLangChain4j(String way) {
		LangChain4jMeters meters = this.clients.context().getBean(LangChain4jMeters.class);
		boolean listener = way.equals("listener");
		ChatModel model = OpenAiChatModel.builder()
			.httpClientBuilder(listener ? new JdkHttpClientBuilder()
					: new RestClientHttp.Builder(this.clients.context().getBean(RestClient.Builder.class)))
			.baseUrl(this.server.url() + "/v1")
			.apiKey("sk-secret")
			.modelName("gpt-5-mini")
			.maxRetries(0)
			.listeners(List.of(listener ? meters.listener("groq") : meters.listener()))
			.build();
		expectGroq(way, () -> model.chat("answer"));
		expectGroq(way + " refused", () -> model.chat("status 429"));
	}

	@Test
	void holdForEmbeddingsOfLangChain4j() {
		LangChain4jMeters meters = this.clients.context().getBean(LangChain4jMeters.class);
		EmbeddingModel model = meters.measured(OpenAiEmbeddingModel.builder()
			.httpClientBuilder(new JdkHttpClientBuilder())
			.baseUrl(this.server.url() + "/v1")
			.apiKey("sk-secret")
			.modelName("text-embedding-3-small")
			.maxRetries(0)
			.build(), "groq");
		Map<String, Double> before = providers();
		Reading reading = new Reading(this.clients.registry());
		assertThatRuntimeException().isThrownBy(() -> model.embed("status 429"));
		reading.await();
		assertThat(providersSince(before)).containsOnly(Map.entry("groq", 1.0));
		assertThatIllegalArgumentException().isThrownBy(() -> meters.measured(model, " "));
	}

	private org.springframework.ai.chat.model.ChatModel springAi(String client) {
		return switch (client) {
			case "spring-ai" -> this.clients.context().getBean(org.springframework.ai.openai.OpenAiChatModel.class);
			case "spring-ai-on-sdk" -> SpringAiClients.onMeasuredOpenAi(this.clients.context(),
					this.clients.context().getBean(ObservationRegistry.class));
			default -> SpringAiClients.anthropic(this.clients.context(), this.server.url());
		};
	}

	private void expectGroq(String what, Runnable call) {
		Map<String, Double> before = providers();
		Reading reading = new Reading(this.clients.registry());
		try {
			call.run();
		}
		catch (RuntimeException expected) {
			// That it is refused.
		}
		reading.await();
		assertThat(reading.sum("llm.requests")).as(what).isOne();
		assertThat(providersSince(before)).as(what).containsOnly(Map.entry("groq", 1.0));
		double spent = reading.sum("llm.cost");
		assertThat(spent > 0).as(what).isEqualTo(reading.sum("llm.tokens") > 0 && !what.startsWith("anthropic"));
	}

	private Map<String, Double> providersSince(Map<String, Double> before) {
		Map<String, Double> after = providers();
		before.forEach((provider, count) -> after.computeIfPresent(provider,
				(same, now) -> now.equals(count) ? null : now - count));
		return after;
	}

	private Map<String, Double> providers() {
		Map<String, Double> requests = new TreeMap<>();
		for (Meter meter : this.clients.registry().getMeters()) {
			if (meter.getId().getName().equals("llm.requests")) {
				requests.merge(String.valueOf(meter.getId().getTag("provider")),
						meter.measure().iterator().next().getValue(), Double::sum);
			}
		}
		return requests;
	}

}
