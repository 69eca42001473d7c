package io.sightglass.autoconfigure.llm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.meters.llm.LlmMeters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the SDKs ask beside answers: speech, transcripts and moderation count, answers
 * that are made in the background at their end, and counts of tokens never.
 */
class SdkOperationsTests {

	private static final String RESPONSE = """
			{"id":"resp_1","object":"response","created_at":1,"status":"%s","background":true,"error":null,\
			"incomplete_details":null,"instructions":null,"model":"gpt-5-mini","output":[],"parallel_tool_calls":true,\
			"temperature":1.0,"tool_choice":"auto","tools":[],"top_p":1.0,"metadata":{},"usage":%s}""";

	private static final String USAGE = """
			{"input_tokens":100,"input_tokens_details":{"cached_tokens":40},"output_tokens":50,\
			"output_tokens_details":{"reasoning_tokens":20},"total_tokens":150}""";

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	private final HttpServer server = server();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean(OpenAIClient.class, () -> OpenAIOkHttpClient.builder().baseUrl(url() + "/v1").apiKey("none").build())
		.withBean(AnthropicClient.class, () -> AnthropicOkHttpClient.builder().baseUrl(url()).apiKey("none").build())
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
				LlmSdkAutoConfiguration.class));

	@AfterEach
	void close() {
		this.server.stop(0);
	}

	@Test
	void anAnswerThatIsMadeInTheBackgroundCountsOnceAtItsEnd() {
		run((context) -> {
			OpenAIClient client = context.getBean(OpenAIClient.class);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			this.answers.put("/v1/responses", RESPONSE.formatted("queued", "null"));
			client.responses()
				.create(ResponseCreateParams.builder().model("gpt-5-mini").input("Hello").background(true).build());
			this.answers.put("/v1/responses/resp_1", RESPONSE.formatted("in_progress", "null"));
			client.responses().retrieve("resp_1");
			assertThat(count(registry, "llm.requests")).isZero();
			this.answers.put("/v1/responses/resp_1", RESPONSE.formatted("completed", USAGE));
			client.responses().retrieve("resp_1");
			client.responses().retrieve("resp_1");
			assertThat(count(registry, "llm.requests", "outcome", "success")).isEqualTo(1);
			assertThat(count(registry, "llm.tokens")).isEqualTo(150);
			assertThat(count(registry, "llm.unparsed")).isZero();
		});
	}

	@Test
	void aCountOfTokensIsNoCall() {
		run((context) -> {
			this.answers.put("/v1/messages/count_tokens", "{\"input_tokens\":2095000}");
			assertThat(context.getBean(AnthropicClient.class)
				.messages()
				.countTokens(MessageCountTokensParams.builder().model("claude-haiku-4-5").addUserMessage("Hi").build())
				.inputTokens()).isEqualTo(2095000);
			assertThat(count(context.getBean(MeterRegistry.class), "llm.requests")).isZero();
			assertThat(count(context.getBean(MeterRegistry.class), "llm.tokens")).isZero();
		});
	}

	@Test
	void moderationCountsWithoutTokens() {
		run((context) -> {
			this.answers.put("/v1/moderations",
					"{\"id\":\"modr-1\",\"model\":\"omni-moderation-latest\",\"results\":[]}");
			context.getBean(OpenAIClient.class)
				.moderations()
				.create(ModerationCreateParams.builder().model("omni-moderation-latest").input("Hello").build());
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(count(registry, "llm.requests", "operation", "moderation")).isEqualTo(1);
			assertThat(count(registry, "llm.unparsed") + count(registry, "llm.tokens")).isZero();
		});
	}

	@Test
	void speechCountsItsCharacters() {
		run((context) -> {
			this.answers.put("/v1/audio/speech", "sound");
			try (HttpResponse sound = context.getBean(OpenAIClient.class)
				.audio()
				.speech()
				.create(SpeechCreateParams.builder().model("tts-1").voice("alloy").input("Hello you").build())) {
				assertThat(sound.body().readAllBytes()).hasSize(5);
			}
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(count(registry, "llm.requests", "operation", "speech", "model", "tts-1")).isEqualTo(1);
			assertThat(count(registry, "llm.units", "type", "character")).isEqualTo(9);
		});
	}

	@Test
	void aTranscriptCountsItsSecondsOrTokens() {
		run((context) -> {
			this.answers.put("/v1/audio/transcriptions",
					"{\"text\":\"Hello\",\"usage\":{\"type\":\"duration\",\"seconds\":7}}");
			context.getBean(OpenAIClient.class)
				.audio()
				.transcriptions()
				.create(TranscriptionCreateParams.builder().model("whisper-1").file(new byte[] { 1, 2 }).build());
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(count(registry, "llm.requests", "operation", "transcription", "model", "whisper-1"))
				.isEqualTo(1);
			assertThat(count(registry, "llm.units", "type", "second")).isEqualTo(7);
		});
	}

	private void run(
			ContextConsumer<? super org.springframework.boot.test.context.assertj.AssertableApplicationContext> test) {
		this.runner.run((context) -> {
			assertThat(context.getBean(LlmMeters.class)).isNotNull();
			test.accept(context);
		});
	}

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.find(name).tags(tags).counters().stream().mapToDouble((counter) -> counter.count()).sum();
	}

	private String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	private HttpServer server() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/", this::answer);
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void answer(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		byte[] body = this.answers.getOrDefault(exchange.getRequestURI().getPath(), "{}")
			.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders()
			.add("Content-Type",
					exchange.getRequestURI().getPath().endsWith("speech") ? "audio/mpeg" : "application/json");
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

}
