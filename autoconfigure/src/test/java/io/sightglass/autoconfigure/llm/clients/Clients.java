package io.sightglass.autoconfigure.llm.clients;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClientAsync;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmHttpAutoConfiguration;
import io.sightglass.autoconfigure.llm.LlmSdkAutoConfiguration;
import io.sightglass.autoconfigure.llm.LangChain4jLlmAutoConfiguration;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import io.sightglass.autoconfigure.llm.SpringAiLlmAutoConfiguration;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jMeters;
import okhttp3.OkHttpClient;

import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiChatAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Every client in one application, in which everything is measured that can be: hosts,
 * SDK clients, Spring AI and LangChain4j.
 */
final class Clients implements AutoCloseable {

	private static final List<String> PROVIDERS = List.of("openai", "anthropic", "gemini", "ollama");

	private final ModelServer[] servers;

	private final ConfigurableApplicationContext context;

	private final List<Client> all = new ArrayList<>();

	Clients(Duration delay, String... more) {
		this.servers = new ModelServer[] { new ModelServer(delay), new ModelServer(delay), new ModelServer(delay),
				new ModelServer(delay) };
		String openAi = this.servers[0].url() + "/v1";
		String anthropic = this.servers[1].url();
		String ollama = this.servers[3].url();
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties(openAi, anthropic, this.servers[2].url()))
			.properties(more)
			.run();
		this.all.addAll(SdkClients.of(this.context));
		this.all.addAll(SpringAiClients.of(this.context, anthropic, ollama));
		this.all.addAll(GeminiClients.springAi(this.context));
		this.all.addAll(OtherHttpClients.google(this.context, "gemini-2.5-flash"));
		if (this.context.getBeanProvider(LangChain4jMeters.class).getIfAvailable() != null) {
			LangChain4jMeters meters = this.context.getBean(LangChain4jMeters.class);
			this.all.addAll(LangChain4jClients.of(this.context, openAi));
			this.all.addAll(GeminiClients.langChain4j(meters, this.servers[2].url() + "/v1beta"));
		}
		this.all.addAll(spring("openai", "", openAi + "/chat/completions", "gpt-5-mini"));
		this.all.addAll(spring("openai", "-responses", openAi + "/responses", "gpt-5-mini"));
		this.all.addAll(spring("anthropic", "", anthropic + "/v1/messages", "claude-haiku-4-5-20251001"));
		this.all.addAll(spring("gemini", "", this.servers[2].url() + "/v1beta/models/gemini-2.5-flash:generateContent",
				"gemini-2.5-flash"));
		this.all.addAll(spring("ollama", "", ollama + "/api/chat", "priced"));
	}

	List<Client> all() {
		return this.all;
	}

	/**
	 * Asks, as an application that takes no notice of errors.
	 * @param client the client
	 * @param prompt the prompt
	 * @param drop whether to drop the stream
	 */
	void ask(Client client, String prompt, boolean drop) {
		try {
			client.ask().ask(prompt, drop);
		}
		catch (Exception ignored) {
			// What the meters make of it is the matter here.
		}
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	MeterRegistry registry() {
		return this.context.getBean(MeterRegistry.class);
	}

	ModelServer server(Client client) {
		return this.servers[PROVIDERS.indexOf(client.wire())];
	}

	@Override
	public void close() {
		this.context.close();
		for (ModelServer server : this.servers) {
			server.close();
		}
	}

	private List<Client> spring(String wire, String kind, String url, String model) {
		List<Client> clients = new ArrayList<>(SpringHttpClients.of(this.context, wire, kind, url, model));
		clients.addAll(OtherHttpClients.of(this.context, wire, kind, url, model));
		return clients;
	}

	private Map<String, Object> properties(String openAi, String anthropic, String gemini) {
		Map<String, Object> properties = new HashMap<>();
		properties.put("management.metrics.use-global-registry", "false");
		properties.put("spring.main.banner-mode", "off");
		properties.put("openai.url", openAi);
		properties.put("anthropic.url", anthropic);
		properties.put("gemini.url", gemini);
		properties.put("spring.ai.openai.base-url", openAi);
		properties.put("spring.ai.openai.api-key", "sk-secret");
		properties.put("spring.ai.openai.chat.model", "gpt-5-mini");
		properties.put("spring.ai.openai.max-retries", "2");
		properties.put("sightglass.llm.prices.[priced].input", "2");
		properties.put("sightglass.llm.prices.[priced].output", "3");
		for (int i = 0; i < PROVIDERS.size(); i++) {
			properties.put("sightglass.llm.http.hosts.[" + this.servers[i].host() + "]", PROVIDERS.get(i));
		}
		return properties;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SightglassAutoConfiguration.class, LlmAutoConfiguration.class,
			LlmHttpAutoConfiguration.class, LlmSdkAutoConfiguration.class, SpringAiLlmAutoConfiguration.class,
			LangChain4jLlmAutoConfiguration.class, ObservationAutoConfiguration.class,
			RestClientAutoConfiguration.class, WebClientAutoConfiguration.class,
			RestClientObservationAutoConfiguration.class, WebClientObservationAutoConfiguration.class,
			ToolCallingAutoConfiguration.class, OpenAiChatAutoConfiguration.class, ChatClientAutoConfiguration.class })
	static class Application {

		@Bean
		MeterRegistry registry() {
			return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		}

		@Bean
		OpenAIClient openAi(Environment environment) {
			return OpenAIOkHttpClient.builder()
				.baseUrl(environment.getRequiredProperty("openai.url"))
				.apiKey("sk-secret")
				.build();
		}

		@Bean
		OpenAIClientAsync openAiAsync(Environment environment) {
			return OpenAIOkHttpClientAsync.builder()
				.baseUrl(environment.getRequiredProperty("openai.url"))
				.apiKey("sk-secret")
				.build();
		}

		@Bean
		AnthropicClient anthropic(Environment environment) {
			return AnthropicOkHttpClient.builder()
				.baseUrl(environment.getRequiredProperty("anthropic.url"))
				.apiKey("sk-secret")
				.build();
		}

		@Bean
		AnthropicClientAsync anthropicAsync(Environment environment) {
			return AnthropicOkHttpClientAsync.builder()
				.baseUrl(environment.getRequiredProperty("anthropic.url"))
				.apiKey("sk-secret")
				.build();
		}

		@Bean
		com.google.genai.Client gemini(Environment environment) {
			return com.google.genai.Client.builder()
				.apiKey("sk-secret")
				.httpOptions(HttpOptions.builder()
					.baseUrl(environment.getRequiredProperty("gemini.url"))
					.retryOptions(HttpRetryOptions.builder().attempts(3).initialDelay(0.001).maxDelay(0.002).build())
					.build())
				.build();
		}

		@Bean
		HttpClient jdk() {
			return HttpClient.newBuilder()
				.version(HttpClient.Version.HTTP_1_1)
				.followRedirects(HttpClient.Redirect.NORMAL)
				.build();
		}

		@Bean
		OkHttpClient okHttp() {
			return new OkHttpClient();
		}

	}

}
