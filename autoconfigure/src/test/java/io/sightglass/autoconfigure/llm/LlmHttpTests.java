package io.sightglass.autoconfigure.llm;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import io.sightglass.instrumentation.internal.llm.OuterCall;
import io.sightglass.instrumentation.internal.llm.http.LlmHosts;
import io.sightglass.instrumentation.internal.llm.http.RestClientCalls;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LlmHttpTests {

	private static final String OPENAI = "/v1/chat/completions";

	private final ModelServer server = new ModelServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
				LlmHttpAutoConfiguration.class, RestClientAutoConfiguration.class, WebClientAutoConfiguration.class));

	@AfterEach
	void close() {
		this.server.close();
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
	void leavesACallToTheLibraryAboveWhileItIsOpen() {
		run("openai", (context) -> {
			ObservationRegistry registry = ObservationRegistry.create();
			registry.observationConfig().observationHandler((observed) -> true);
			Observation chat = Observation.createNotStarted("chat", registry).start();
			OuterCall call = OuterCall.open(LlmCall.NONE);
			chat.getContext().put(OuterCall.class, call);
			chat.scoped(() -> rest(context, OPENAI, "{\"model\":\"gpt-5-mini\"}"));
			assertThat(this.server.requests()).isEqualTo(1);
			assertThat(context.getBean(MeterRegistry.class).find("llm.requests").counter()).isNull();
			call.close();
			chat.scoped(() -> rest(context, OPENAI, "{\"model\":\"gpt-5-mini\"}"));
			assertThat(count(context.getBean(MeterRegistry.class), "llm.requests")).isEqualTo(1);
			chat.stop();
		});
	}

	@Test
	void pricesADeploymentByThePropertyOfItsName() {
		run("azure.ai.openai", (context) -> {
			rest(context, "/openai/deployments/priced/chat/completions", "{\"model\":\"gpt-4o-2024-11-20\"}");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("llm.cost").tag("model", "priced").functionCounter().count()).isEqualTo(0.00035);
		});
	}

	@Test
	void leavesOtherHostsAlone() {
		this.runner.withPropertyValues("sightglass.llm.http.hosts.[api.openai.com]=openai").run((context) -> {
			rest(context, OPENAI, "{\"model\":\"gpt-5-mini\"}");
			assertThat(context.getBean(MeterRegistry.class).find("llm.requests").counter()).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void metersThatFailTakeNoAnswerAway(boolean atTheStart) {
		LlmCall call = (LlmCall) Proxy.newProxyInstance(LlmCall.class.getClassLoader(),
				new Class<?>[] { LlmCall.class }, (proxy, method, arguments) -> {
					throw new IllegalStateException(method.getName());
				});
		LlmMeters failing = new LlmMeters() {
			@Override
			public LlmCall start(@Nullable String provider, @Nullable String model, @Nullable String operation) {
				if (atTheStart) {
					throw new NoClassDefFoundError("a class of the application's own meters");
				}
				return call;
			}
		};
		this.runner.withBean(LlmMeters.class, () -> failing)
			.withPropertyValues("sightglass.llm.http.hosts.[127.0.0.1]=openai")
			.run((context) -> {
				String body = "{\"model\":\"gpt-5-mini\",\"prompt\":\"garbage\"}";
				assertThat(rest(context, OPENAI, body)).isEqualTo("<<< {\"not\": [json");
				assertThat(web(context, OPENAI, body)).isEqualTo("<<< {\"not\": [json");
				// At the head of the answer, and at its end.
				assertThat(count(context.getBean(MeterRegistry.class), "sightglass.failures", "family", "llm"))
					.isEqualTo(atTheStart ? 2 : 4);
			});
	}

	@Test
	void aStatusThatIsNoneAndAnErrorAreTheApplications() {
		run("openai", (context) -> {
			LlmHosts hosts = new LlmHosts(Map.of("h", "openai"));
			RestClientCalls calls = new RestClientCalls(context.getBean(LlmMeters.class), hosts,
					context.getBean(Instruments.class).failures());
			MockClientHttpRequest request = new MockClientHttpRequest(HttpMethod.POST, URI.create("http://h" + OPENAI));
			MockClientHttpResponse odd = new MockClientHttpResponse(new byte[0], HttpStatus.OK) {
				@Override
				public HttpStatusCode getStatusCode() {
					throw new IllegalArgumentException("a status of two digits");
				}
			};
			assertThat(calls.intercept(request, new byte[0], (any, body) -> odd)).isSameAs(odd);
			assertThatExceptionOfType(NoClassDefFoundError.class)
				.isThrownBy(() -> calls.intercept(request, new byte[0], (any, body) -> {
					throw new NoClassDefFoundError("a library's");
				}));
			assertThat(context.getBean(MeterRegistry.class)
				.find("llm.errors")
				.counters()
				.stream()
				.mapToDouble(Counter::count)
				.sum()).isEqualTo(2);
		});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aWrongPropertyIsSaidWithoutATraceForEachClient(CapturedOutput output) {
		this.runner.withBean(HttpClient.class, HttpClient::newHttpClient)
			.withBean(OkHttpClient.class, OkHttpClient::new)
			.withPropertyValues("sightglass.llm.http.hosts.[h]=openai", "sightglass.llm.prices.[mine].output=3")
			.run((context) -> {
				assertThat(context).getFailure().hasStackTraceContaining("input");
				assertThat(output)
					.contains("is not measured (LLM calls of OkHttp)",
							"is not measured (LLM calls of the JDK's HTTP client)")
					.doesNotContain("\tat ");
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

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(tags).counter().count();
	}

}
