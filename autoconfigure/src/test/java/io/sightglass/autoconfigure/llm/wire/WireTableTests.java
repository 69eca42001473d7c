package io.sightglass.autoconfigure.llm.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.llm.LangChain4jLlmAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmHttpAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmSdkAutoConfiguration;
import io.sightglass.autoconfigure.llm.SpringAiLlmAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each answer of the wire table, over HTTP to each client.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTableTests {

	private static final List<WireCase> CASES = WireCase.all();

	private final Map<String, WireServer> servers = new HashMap<>();

	private final List<WireException> exceptions = WireException.all();

	private ConfigurableApplicationContext context;

	private List<WireClient> clients;

	@BeforeAll
	void start() {
		Map<String, Object> properties = new HashMap<>();
		properties.put("management.metrics.use-global-registry", "false");
		properties.put("spring.main.banner-mode", "off");
		cases().forEach((each) -> this.servers.computeIfAbsent(each.provider(), (provider) -> new WireServer()));
		this.servers.forEach(
				(provider, server) -> properties.put("sightglass.llm.http.hosts.[" + server.host() + "]", provider));
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties)
			.run();
		this.clients = WireClient.all(this.context);
	}

	@AfterAll
	void stop() {
		this.context.close();
		this.servers.values().forEach(WireServer::close);
	}

	static Stream<WireCase> cases() {
		return CASES.stream();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void countsWhatTheProviderBills(WireCase each) {
		List<String> differences = new ArrayList<>();
		for (WireClient client : this.clients) {
			WireClient.Asks asks = asks(client, each);
			if (asks == null) {
				continue;
			}
			Map<String, String> expected = WireException.expected(this.exceptions, client, each);
			Map<String, String> seen = seen(request(client, each), asks);
			seen.keySet().retainAll(expected.keySet());
			if (!seen.equals(expected)) {
				differences.add(client.name() + ": " + differing(expected, seen));
			}
		}
		assertThat(differences).isEmpty();
	}

	@Test
	void isOfManyProviders() {
		Map<String, Long> cases = cases().collect(Collectors.groupingBy(WireCase::provider, Collectors.counting()));
		assertThat(cases).hasSizeGreaterThanOrEqualTo(12);
		assertThat(cases.values().stream().mapToLong(Long::longValue).sum()).isGreaterThanOrEqualTo(150);
		assertThat(cases().filter((each) -> !each.missing().isEmpty())).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "RestClient, 277", "RestTemplate, 277", "WebClient, 277", "HttpClient, 277", "OkHttp, 277",
			"openai-sdk, 139", "anthropic-sdk, 38", "google-sdk, 39", "aws-sdk, 26", "spring-ai-openai, 89",
			"spring-ai-openai-embeddings, 5", "spring-ai-anthropic, 34", "spring-ai-google, 30", "spring-ai-ollama, 4",
			"langchain4j-openai, 89", "langchain4j-openai-embeddings, 5", "langchain4j-openai-responses, 12",
			"langchain4j-anthropic, 33", "langchain4j-google, 30" })
	void isAskedByEveryClient(String name, int atLeast) {
		assertThat(this.clients).filteredOn((client) -> client.name().equals(name))
			.singleElement()
			.satisfies((client) -> assertThat(cases().filter((each) -> asks(client, each) != null))
				.hasSizeGreaterThanOrEqualTo(atLeast));
	}

	@Test
	void hasNoExceptionForNothing() {
		assertThat(this.exceptions).isNotEmpty()
			.filteredOn((exception) -> cases().noneMatch((each) -> changes(exception, each)))
			.isEmpty();
	}

	private boolean changes(WireException exception, WireCase each) {
		return exception.differsFrom(each) && this.clients.stream()
			.anyMatch((client) -> exception.holds(client, each) && client.asks(request(client, each)) != null);
	}

	private WireClient.@Nullable Asks asks(WireClient client, WireCase each) {
		boolean cannot = this.exceptions.stream()
			.anyMatch((exception) -> exception.cannot() && exception.holds(client, each));
		return cannot ? null : client.asks(request(client, each));
	}

	private WireRequest request(WireClient client, WireCase each) {
		return new WireRequest(each, server(each).host(), client.name());
	}

	private Map<String, String> seen(WireRequest request, WireClient.Asks asks) {
		MeterRegistry registry = this.context.getBean(MeterRegistry.class);
		Seen seen = this.context.getBean(Seen.class);
		server(request.each()).answers(request.each(), request.id());
		seen.begin(registry);
		for (int i = 0; i < request.each().times(); i++) {
			try {
				asks.ask(request);
			}
			catch (Exception ignored) {
				// What the meters make of it is the matter here.
			}
		}
		return new TreeMap<>(seen.after(registry, request.each().calls()));
	}

	private WireServer server(WireCase each) {
		return Objects.requireNonNull(this.servers.get(each.provider()));
	}

	private static String differing(Map<String, String> expected, Map<String, String> seen) {
		return expected.keySet()
			.stream()
			.filter((key) -> !Objects.equals(expected.get(key), seen.get(key)))
			.map((key) -> key + " should be " + expected.get(key) + ", but is " + seen.get(key))
			.collect(Collectors.joining("; "));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
			LlmHttpAutoConfiguration.class, LlmSdkAutoConfiguration.class, SpringAiLlmAutoConfiguration.class,
			LangChain4jLlmAutoConfiguration.class, ObservationAutoConfiguration.class,
			RestClientAutoConfiguration.class, RestTemplateAutoConfiguration.class, WebClientAutoConfiguration.class,
			RestClientObservationAutoConfiguration.class, WebClientObservationAutoConfiguration.class })
	static class Application {

		@Bean
		MeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		static Seen seen() {
			return new Seen();
		}

	}

}
