package io.sightglass.autoconfigure.llm.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmAutoConfiguration;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import io.sightglass.llm.LlmCall;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class LlmHttpTests {

	private static final String OPENAI = "/v1/chat/completions";

	private final ModelServer server = new ModelServer(Duration.ofMillis(200));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
				LlmHttpAutoConfiguration.class, RestClientAutoConfiguration.class, WebClientAutoConfiguration.class));

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "openai, gpt-5-mini, /v1/chat/completions, 60, 30, 40, 0, 20, 0.000116",
			"anthropic, claude-haiku-4-5, /v1/messages, 100, 50, 40, 8, 0, 0.000364",
			"gcp.gemini, gemini-2.5-flash, /v1beta/models/gemini-2.5-flash:generateContent, 60, 30, 40, 0, 20, 0.0001442",
			"ollama, priced, /api/chat, 100, 50, 0, 0, 0, 0.00035" })
	void readsFourWireFormatsBlockingAndStreaming(String provider, String model, String path, int input, int output,
			int read, int written, int reasoning, double cost) {
		String body = "{\"model\":\"" + model + "\",\"stream\":%s,\"stream_options\":{\"include_usage\":true}}";
		run(provider, (context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			String whole = rest(context, path, body.formatted(false));
			assertThat(whole).contains("Hi");
			expect(registry, "false", 1, new double[] { input, output, read, written, reasoning, cost });
			String stream = web(context, path.replace(":generate", ":streamGenerate"), body.formatted(true));
			assertThat(stream).containsAnyOf("Hello", "Hi");
			expect(registry, "true", 2, new double[] { input, output, read, written, reasoning, cost });
			rest(context, path.replace(":generate", ":streamGenerate"), body.formatted(true));
			assertThat(registry.get("llm.time.to.first.token").timer().count()).isEqualTo(2);
			assertThat(registry.get("llm.time.to.first.token").timer().totalTime(TimeUnit.MILLISECONDS))
				.isGreaterThanOrEqualTo(2 * 199.0);
			assertThat(registry.find("llm.unparsed").counter()).isNull();
		});
	}

	@ParameterizedTest
	@CsvSource({ "400, invalid_request", "400 too long, context_length", "401, authentication", "404, not_found",
			"408, timeout", "429, rate_limit", "500, server" })
	void namesTheReasonOfAFailure(String wish, String error) {
		run("openai", (context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			String body = "{\"model\":\"gpt-5-mini\",\"prompt\":\"status " + wish + "\"}";
			assertThat(catchThrowable(() -> rest(context, OPENAI, body))).isNotNull();
			assertThat(count(registry, "llm.errors", "error", error, "model", "gpt-5-mini")).isEqualTo(1);
			assertThat(catchThrowable(() -> web(context, OPENAI, body))).isNotNull();
			eventually(() -> count(registry, "llm.errors", "error", error, "model", "none") == 1);
		});
	}

	@Test
	void passesGarbageOnAndCountsItAsUnparsed() {
		run("openai", (context) -> {
			String body = "{\"model\":\"gpt-5-mini\",\"prompt\":\"garbage\"}";
			assertThat(rest(context, OPENAI, body)).isEqualTo("<<< {\"not\": [json");
			assertThat(web(context, OPENAI, body)).isEqualTo("<<< {\"not\": [json");
			assertThat(count(context.getBean(MeterRegistry.class), "llm.unparsed", "provider", "openai")).isEqualTo(2);
		});
	}

	@Test
	void passesAHugeBodyOnUntouchedAndCountsItAsUnparsed() {
		run("openai", (context) -> {
			String answer = rest(context, OPENAI, "{\"model\":\"gpt-5-mini\",\"prompt\":\"huge\"}");
			assertThat(answer).hasSize(32 * 1024 * 1024 + "{'data':''}".length())
				.startsWith("{\"data\":\"x")
				.endsWith("x\"}");
			assertThat(count(context.getBean(MeterRegistry.class), "llm.unparsed", "provider", "openai")).isEqualTo(1);
		});
	}

	@Test
	void aDroppedStreamIsCancelled() {
		run("openai", (context) -> {
			context.getBean(WebClient.Builder.class)
				.build()
				.post()
				.uri(this.server.url() + OPENAI)
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue("{\"model\":\"gpt-5-mini\",\"stream\":true,\"prompt\":\"hang\"}")
				.retrieve()
				.bodyToFlux(String.class)
				.blockFirst();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			eventually(() -> registry.find("llm.requests").counter() != null
				&& registry.get("llm.requests.active").gauge().value() == 0);
			assertThat(count(registry, "llm.requests", "outcome", "cancelled")).isEqualTo(1);
		});
	}

	@Test
	void leavesACallAloneThatAnotherIntegrationMeasures() {
		run("openai", (context) -> {
			ObservationRegistry registry = ObservationRegistry.create();
			registry.observationConfig().observationHandler((observed) -> true);
			Observation chat = Observation.createNotStarted("chat", registry).start();
			chat.getContext().put(LlmCall.class, LlmCall.NONE);
			chat.scoped(() -> rest(context, OPENAI, "{\"model\":\"gpt-5-mini\"}"));
			chat.stop();
			assertThat(this.server.requests()).isEqualTo(1);
			assertThat(context.getBean(MeterRegistry.class).find("llm.requests").counter()).isNull();
		});
	}

	@Test
	void leavesOtherHostsAlone() {
		this.runner.withPropertyValues("sightglass.llm.http.hosts.[api.openai.com]=openai").run((context) -> {
			rest(context, OPENAI, "{\"model\":\"gpt-5-mini\"}");
			assertThat(context.getBean(MeterRegistry.class).find("llm.requests").counter()).isNull();
		});
	}

	private void run(String provider, ContextConsumer<AssertableApplicationContext> test) {
		this.runner
			.withPropertyValues("sightglass.llm.http.hosts.[127.0.0.1]=" + provider,
					"sightglass.llm.prices.[priced].input=2", "sightglass.llm.prices.[priced].output=3")
			.run(test);
	}

	private String rest(AssertableApplicationContext context, String path, String body) {
		String answer = context.getBean(RestClient.Builder.class)
			.build()
			.post()
			.uri(this.server.url() + path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.body(String.class);
		return (answer != null) ? answer : "";
	}

	private String web(AssertableApplicationContext context, String path, String body) {
		String answer = context.getBean(WebClient.Builder.class)
			.build()
			.post()
			.uri(this.server.url() + path)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.retrieve()
			.bodyToMono(String.class)
			.block();
		return (answer != null) ? answer : "";
	}

	private static void expect(MeterRegistry registry, String streaming, int calls, double[] expected) {
		eventually(() -> count(registry, "llm.requests", "outcome", "success", "streaming", streaming) == 1);
		String[] types = { "input", "output", "cache_read", "cache_write", "reasoning" };
		for (int i = 0; i < types.length; i++) {
			double sum = registry.find("llm.tokens")
				.tag("type", types[i])
				.counters()
				.stream()
				.mapToDouble((counter) -> counter.count())
				.sum();
			assertThat(sum).as(types[i]).isEqualTo(calls * expected[i]);
		}
		double cost = registry.find("llm.cost").functionCounters().stream().mapToDouble((sum) -> sum.count()).sum();
		assertThat(cost).isEqualTo(calls * expected[5]);
	}

	private static void eventually(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(condition);
	}

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(tags).counter().count();
	}

}
