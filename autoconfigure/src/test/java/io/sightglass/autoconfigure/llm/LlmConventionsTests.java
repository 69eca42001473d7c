package io.sightglass.autoconfigure.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.llm.server.ModelServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.chat.observation.autoconfigure.ChatObservationAutoConfiguration;
import org.springframework.ai.model.openai.autoconfigure.OpenAiChatAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beside Spring AI, whose own meters have some of the same names.
 */
class LlmConventionsTests {

	private final ModelServer server = new ModelServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false",
				"spring.ai.openai.base-url=" + this.server.url() + "/v1", "spring.ai.openai.api-key=none",
				"spring.ai.openai.chat.model=gpt-5-mini")
		.withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, SightglassAutoConfiguration.class,
				LlmAutoConfiguration.class, SpringAiLlmAutoConfiguration.class, ObservationAutoConfiguration.class,
				ChatObservationAutoConfiguration.class, ToolCallingAutoConfiguration.class,
				OpenAiChatAutoConfiguration.class, ChatClientAutoConfiguration.class));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void springAiKeepsItsMetersWhereNobodyAsksForTheirNames() {
		assertThat(scrape("sightglass")).anyMatch((line) -> line.startsWith("gen_ai_client_token_usage_total"))
			.anyMatch((line) -> line.startsWith("gen_ai_client_operation_seconds_count"))
			.noneMatch((line) -> line.startsWith("gen_ai_client_inference"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "opentelemetry", "opentelemetry-1.37", "both" })
	void aCallIsCountedOnceUnderOpenTelemetrysNames(String conventions) {
		List<String> scrape = scrape(conventions);
		assertThat(scrape).filteredOn((line) -> line.matches("gen_ai_client_(inference|operation)_.*_count.* 1"))
			.filteredOn((line) -> line.contains("duration"))
			.hasSize(1);
		assertThat(scrape).noneMatch((line) -> line.startsWith("gen_ai_client_token_usage_total"))
			.noneMatch((line) -> line.startsWith("gen_ai_client_operation_seconds"))
			.noneMatch((line) -> line.startsWith("gen_ai_client_operation_active"))
			.anyMatch((line) -> line.startsWith("llm_cost_usd_total"));
		assertThat(scrape.stream().anyMatch((line) -> line.startsWith("llm_requests_total")))
			.isEqualTo(conventions.equals("both"));
	}

	private List<String> scrape(String conventions) {
		List<String> lines = new ArrayList<>();
		this.runner.withPropertyValues("sightglass.llm.conventions=" + conventions).run((context) -> {
			context.getBean(ChatClient.Builder.class).build().prompt("hello").call().content();
			PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
			Awaitility.await().until(() -> registry.scrape().contains("llm_cost_usd_total"));
			Stream.of(registry.scrape().split("\n")).filter((line) -> !line.startsWith("#")).forEach(lines::add);
		});
		return lines;
	}

}
