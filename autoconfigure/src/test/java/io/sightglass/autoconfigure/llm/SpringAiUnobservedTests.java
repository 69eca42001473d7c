package io.sightglass.autoconfigure.llm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.llm.sdk.OpenAiClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.audio.transcription.AudioTranscriptionPrompt;
import org.springframework.ai.audio.transcription.TranscriptionModel;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.ai.audio.tts.TextToSpeechPrompt;
import org.springframework.ai.model.openai.autoconfigure.OpenAiAudioSpeechAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiAudioTranscriptionAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiModerationAutoConfiguration;
import org.springframework.ai.moderation.ModerationModel;
import org.springframework.ai.moderation.ModerationPrompt;
import org.springframework.ai.openai.OpenAiAudioSpeechModel;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Speech, transcripts and moderation through Spring AI, which does not observe them.
 */
class SpringAiUnobservedTests {

	private final AtomicInteger refused = new AtomicInteger();

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void speechCountsItsCharacters() {
		runner().run((context) -> {
			TextToSpeechModel model = context.getBean(TextToSpeechModel.class);
			this.refused.set(1);
			assertThat(model.call(new TextToSpeechPrompt("hello world")).getResult().getOutput()).hasSize(5);
			assertThat(model.stream(new TextToSpeechPrompt("hello")).collectList().block()).isNotEmpty();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(count(registry, "llm.requests", "operation", "speech", "outcome", "success")).isEqualTo(2);
			assertThat(count(registry, "llm.requests")).isEqualTo(2);
			assertThat(count(registry, "llm.units", "type", "character")).isEqualTo(16);
			assertThat(count(registry, "llm.retries")).isEqualTo(1);
			assertThat(registry.get("llm.cost").functionCounter().count()).isEqualTo(16 * 15e-6);
		});
	}

	@Test
	void transcriptsCountTheirSeconds() {
		runner().run((context) -> {
			TranscriptionModel model = context.getBean(TranscriptionModel.class);
			this.refused.set(1);
			model.call(new AudioTranscriptionPrompt(new ByteArrayResource(new byte[] { 1, 2 })));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(count(registry, "llm.requests", "operation", "transcription", "outcome", "success")).isOne();
			assertThat(count(registry, "llm.requests")).isOne();
			assertThat(count(registry, "llm.units", "type", "second")).isEqualTo(13);
			assertThat(count(registry, "llm.retries")).isEqualTo(1);
		});
	}

	@Test
	void moderationCounts() {
		runner().run((context) -> {
			context.getBean(ModerationModel.class).call(new ModerationPrompt("hello"));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(count(registry, "llm.requests", "operation", "moderation", "outcome", "success")).isOne();
			assertThat(count(registry, "llm.requests")).isOne();
		});
	}

	@Test
	void aModelOnAMeasuredClientStaysAndCountsOnce() {
		runner().run((context) -> {
			OpenAiAudioSpeechModel own = OpenAiAudioSpeechModel.builder()
				.openAiClient(context.getBean(OpenAiClients.class)
					.measured(OpenAIOkHttpClient.builder().baseUrl(url()).apiKey("none").build()))
				.build();
			Object again = context.getAutowireCapableBeanFactory().initializeBean(own, "own");
			assertThat(again).isSameAs(own);
			own.call(new TextToSpeechPrompt("hello"));
			assertThat(count(context.getBean(MeterRegistry.class), "llm.requests")).isOne();
		});
	}

	@Test
	void theyStayAsTheyAreWithoutMeasuredClients() {
		runner().withPropertyValues("sightglass.openai.enabled=false").run((context) -> {
			context.getBean(TextToSpeechModel.class).call(new TextToSpeechPrompt("hello"));
			assertThat(count(context.getBean(MeterRegistry.class), "llm.requests")).isZero();
		});
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withPropertyValues("management.metrics.use-global-registry=false", "spring.ai.openai.api-key=none",
					"spring.ai.openai.base-url=" + url(), "spring.ai.openai.max-retries=2",
					"spring.ai.openai.audio.speech.model=tts-1", "spring.ai.openai.audio.transcription.model=whisper-1",
					"sightglass.llm.prices.[tts-1].character=0.000015")
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
					LlmSdkAutoConfiguration.class, SpringAiLlmAutoConfiguration.class,
					ObservationAutoConfiguration.class, OpenAiAudioSpeechAutoConfiguration.class,
					OpenAiAudioTranscriptionAutoConfiguration.class, OpenAiModerationAutoConfiguration.class));
	}

	private String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1";
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		exchange.getRequestBody().readAllBytes();
		boolean refused = this.refused.getAndUpdate((left) -> Math.max(0, left - 1)) > 0;
		boolean sound = path.endsWith("speech");
		String answer = refused ? "{\"error\":{\"message\":\"slower\"}}"
				: sound ? "sound"
						: path.endsWith("moderations")
								? "{\"id\":\"modr-1\",\"model\":\"omni-moderation-latest\",\"results\":[]}"
								: "{\"text\":\"Hello\",\"usage\":{\"type\":\"duration\",\"seconds\":13}}";
		exchange.getResponseHeaders().add("Content-Type", (sound && !refused) ? "audio/mpeg" : "application/json");
		exchange.getResponseHeaders().add("retry-after-ms", "1");
		byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(refused ? 429 : 200, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.find(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum()
				+ registry.find(name).tags(tags).functionCounters().stream().mapToDouble(FunctionCounter::count).sum();
	}

}
