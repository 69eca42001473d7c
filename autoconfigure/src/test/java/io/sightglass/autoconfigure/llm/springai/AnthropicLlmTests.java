package io.sightglass.autoconfigure.llm.springai;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.autoconfigure.llm.SeenStreams;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import io.sightglass.llm.LlmMeters;
import io.sightglass.llm.price.PriceTable;
import io.sightglass.registry.Instruments;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class AnthropicLlmTests {

	private final ModelServer server = new ModelServer(Duration.ofMillis(200));

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	private final LlmMeters meters = LlmMeters.of(this.instruments, PriceTable.shipped());

	private final SeenStreams streams = new SeenStreams();

	private final ObservationRegistry observations = ObservationRegistry.create();

	private final AnthropicChatModel model = AnthropicChatModel.builder()
		.observationRegistry(this.observations)
		.httpClientBuilderCustomizer(
				(builder) -> builder.interceptor(new OkHttpWatch("anthropic", this.meters, this.streams)))
		.options(AnthropicChatOptions.builder()
			.baseUrl(this.server.url())
			.apiKey("none")
			.maxRetries(1)
			.model("claude-haiku-4-5-20251001")
			.maxTokens(100)
			.build())
		.build();

	@BeforeEach
	void observe() {
		this.observations.observationConfig()
			.observationHandler(new SpringAiCalls(this.meters, this.streams, this.instruments.failures()));
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void countsCachedTokensBesideTheInput() {
		this.model.call(new Prompt("hello"));
		expectUsage("false");
	}

	@Test
	void keepsCachedTokensAndTheFirstTokenOfAStream() {
		this.model.stream(new Prompt("hello")).blockLast();
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.registry.find("llm.requests").counter() != null
				&& this.registry.get("llm.requests.active").gauge().value() == 0);
		expectUsage("true");
		double first = this.registry.get("llm.time.to.first.token").timer().totalTime(TimeUnit.MILLISECONDS);
		double whole = this.registry.get("llm.request.duration").timer().totalTime(TimeUnit.MILLISECONDS);
		assertThat(first).isGreaterThanOrEqualTo(199).isLessThanOrEqualTo(whole);
	}

	@Test
	void countsRetriesAndNamesTheReason() {
		assertThat(catchThrowable(() -> this.model.call(new Prompt("status 429")))).isNotNull();
		assertThat(count("llm.retries", "model", "claude-haiku-4-5")).isEqualTo(1);
		assertThat(count("llm.errors", "error", "rate_limit")).isEqualTo(1);
	}

	private void expectUsage(String streaming) {
		assertThat(count("llm.requests", "provider", "anthropic", "model", "claude-haiku-4-5", "outcome", "success",
				"streaming", streaming))
			.isEqualTo(1);
		assertThat(count("llm.tokens", "type", "input")).isEqualTo(100);
		assertThat(count("llm.tokens", "type", "cache_read")).isEqualTo(40);
		assertThat(count("llm.tokens", "type", "cache_write")).isEqualTo(8);
		assertThat(count("llm.tokens", "type", "output")).isEqualTo(50);
		assertThat(this.registry.get("llm.cost").functionCounter().count()).isEqualTo(0.000364);
		assertThat(count("llm.finishes", "reason", "stop")).isEqualTo(1);
	}

	private double count(String name, String... tags) {
		return this.registry.get(name).tags(tags).counter().count();
	}

}
