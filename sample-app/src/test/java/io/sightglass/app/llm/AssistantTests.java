package io.sightglass.app.llm;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "demo.load.enabled=false")
class AssistantTests {

	@Autowired
	private Assistant assistant;

	@LocalServerPort
	private int port;

	@Test
	void everyMeterOfTheFamilyMoves() {
		assertThat(this.assistant.ask("gpt-5-mini", "hello")).isEqualTo("It is fine.");
		assertThat(this.assistant.stream("gpt-4o", "more")).isEqualTo("Let me see");
		assertThat(this.assistant.askWithTool("which pressure?")).isEqualTo("It is fine.");
		assertThat(this.assistant.embed("pipe")).isEqualTo(2);
		assertThat(this.assistant.ask("gpt-5-mini", "busy?")).isEqualTo("It is fine.");
		this.assistant.ask("our-own-model", "hello");
		this.assistant.askTheHost("hello");
		this.assistant.askTheHost("mumble");
		this.assistant.startToStream("never mind");
		this.assistant.forget("gpt-4o");
		assertThatException().isThrownBy(() -> this.assistant.ask("gpt-4o", "broken"));
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(this::everySeriesIsThere);
	}

	private void everySeriesIsThere() {
		String scrape = String.valueOf(RestClient.create("http://127.0.0.1:" + this.port)
			.get()
			.uri("/actuator/prometheus")
			.retrieve()
			.body(String.class));
		// Usage of 120/60 with 40 cached and 16 reasoned, three times and once more for
		// the
		// tool's second round: (80 * 0.25 + 40 * 0.025 + 60 * 2) USD a million each.
		assertThat(scrape).containsPattern("llm_cost_usd_total\\{.*gpt-5-mini.*\\} 5\\.64E-4")
			.containsPattern("llm_requests_total\\{.*gpt-4o.*outcome=\"success\".*streaming=\"true\".*\\} 1\\.0")
			.containsPattern("llm_requests_total\\{.*outcome=\"abandoned\".*\\} 1\\.0")
			.containsPattern("llm_requests_total\\{.*outcome=\"cancelled\".*\\} 1\\.0")
			.containsPattern("llm_requests_total\\{.*operation=\"embeddings\".*\\} 1\\.0")
			.containsPattern("llm_requests_active\\{.*\\} 0\\.0")
			.containsPattern("llm_request_duration_seconds_count\\{")
			.containsPattern("llm_time_to_first_token_seconds_count\\{.*gpt-4o.*\\} 1")
			.containsPattern("llm_time_per_output_token_seconds_count\\{.*gpt-4o.*\\} 1")
			.containsPattern("llm_tokens_total\\{.*gpt-4o.*type=\"cache_read\"\\} 40\\.0")
			.containsPattern("llm_tokens_total\\{.*gpt-4o.*type=\"reasoning\"\\} 16\\.0")
			.containsPattern("llm_unpriced_tokens_total\\{.*our-own-model.*\\} 180\\.0")
			.containsPattern("llm_errors_total\\{.*error=\"server\".*\\} 1\\.0")
			.containsPattern("llm_retries_total\\{.*gpt-5-mini.*\\} 1\\.0")
			.containsPattern("llm_finishes_total\\{.*reason=\"tool_calls\"\\} 1\\.0")
			.containsPattern("llm_tool_calls_total\\{.*outcome=\"success\",tool=\"pressure\"\\} 1\\.0")
			.containsPattern("llm_unparsed_total\\{.*provider=\"ollama\"\\} 1\\.0")
			.containsPattern("llm_budget_limit_usd\\{.*window=\"day\"\\} 0\\.05")
			.doesNotContain("hello", "never mind");
	}

}
