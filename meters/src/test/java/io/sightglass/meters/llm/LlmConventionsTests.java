package io.sightglass.meters.llm;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.PriceBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names, units, labels and bounds are those of docs/gen-ai/client-inference.md and
 * gen-ai-token-metrics.md of open-telemetry/semantic-conventions-genai (0.1.0), and of
 * docs/gen-ai/gen-ai-metrics.md of open-telemetry/semantic-conventions 1.37, read on
 * 2026-11-29.
 */
class LlmConventionsTests {

	private static final String CALL = "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\","
			+ "gen_ai_request_model=\"gpt-5-mini\",gen_ai_response_model=\"gpt-5-mini-2025-08-07\"";

	private final MockClock clock = new MockClock();

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), (Clock) this.clock);

	@Test
	void showsCallsAsTheConventionsForGenerativeAiSay() {
		stream(LlmConventions.OPENTELEMETRY);
		assertThat(samples()).contains("gen_ai_client_inference_duration_seconds_count{error_type=\"\"," + CALL + "} 1",
				"gen_ai_client_inference_duration_seconds_sum{error_type=\"\"," + CALL + "} 1.5",
				"gen_ai_client_inference_time_to_first_chunk_seconds_sum{" + CALL + "} 0.5",
				"gen_ai_client_inference_time_per_output_chunk_seconds_count{" + CALL + "} 2",
				"gen_ai_client_inference_time_per_output_chunk_seconds_sum{" + CALL + "} 1.0",
				"gen_ai_client_inference_usage_input_tokens_total{" + CALL + ",gen_ai_token_modality=\"text\"} 100.0",
				"gen_ai_client_inference_usage_output_tokens_total{" + CALL + ",gen_ai_token_modality=\"text\"} 50.0",
				"gen_ai_client_inference_usage_output_tokens_total{" + CALL + ",gen_ai_token_modality=\"audio\"} 7.0",
				"gen_ai_client_inference_usage_cache_read_input_tokens_total{" + CALL
						+ ",gen_ai_token_modality=\"text\"} 40.0",
				"gen_ai_client_inference_usage_reasoning_output_tokens_total{" + CALL
						+ ",gen_ai_token_modality=\"text\"} 20.0",
				"gen_ai_client_inference_operation_input_tokens_sum{error_type=\"\"," + CALL + "} 100.0",
				"gen_ai_client_inference_operation_output_tokens_sum{error_type=\"\"," + CALL + "} 57.0");
		assertThat(samples())
			.filteredOn((line) -> line.matches("llm_(requests_total|request_dur|time|tokens|errors).*"))
			.isEmpty();
		assertThat(bounds("gen_ai_client_inference_duration_seconds")).containsExactly("0.01", "0.02", "0.04", "0.08",
				"0.16", "0.32", "0.64", "1.28", "2.56", "5.12", "10.24", "20.48", "40.96", "81.92", "+Inf");
		assertThat(bounds("gen_ai_client_inference_operation_input_tokens")).containsExactly("1.0", "4.0", "16.0",
				"64.0", "256.0", "1024.0", "4096.0", "16384.0", "65536.0", "262144.0", "1048576.0", "4194304.0",
				"1.6777216E7", "6.7108864E7", "+Inf");
	}

	@Test
	void showsCallsAsTheGeneralConventionsDid() {
		stream(LlmConventions.OPENTELEMETRY_1_37);
		assertThat(samples()).contains("gen_ai_client_operation_duration_seconds_sum{error_type=\"\"," + CALL + "} 1.5",
				"gen_ai_client_token_usage_sum{" + CALL + ",gen_ai_token_type=\"input\"} 100.0",
				"gen_ai_client_token_usage_sum{" + CALL + ",gen_ai_token_type=\"output\"} 57.0");
		assertThat(samples()).filteredOn((line) -> line.startsWith("gen_ai_client_inference")).isEmpty();
		// They know no first token.
		assertThat(samples()).filteredOn((line) -> line.startsWith("llm_time_to_first_token_seconds_sum")).hasSize(1);
		assertThat(bounds("gen_ai_client_token_usage")).hasSize(30).contains("6.7108864E7");
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENTELEMETRY", "BOTH" })
	void aFailedCallHasItsErrorAndNoTokens(LlmConventions conventions) {
		LlmCall call = meters(conventions).start("anthropic", "claude-haiku-4-5", "chat");
		call.failedFor(LlmError.RATE_LIMIT);
		String failed = "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"anthropic\","
				+ "gen_ai_request_model=\"claude-haiku-4-5\",gen_ai_response_model=\"\"";
		assertThat(samples()).contains(
				"gen_ai_client_inference_duration_seconds_count{error_type=\"rate_limit\"," + failed + "} 1",
				"gen_ai_client_inference_usage_input_tokens_total{" + failed
						+ ",gen_ai_token_modality=\"unknown\"} 0.0");
		assertThat(samples()).noneMatch((line) -> line.startsWith("gen_ai_client_inference_operation_"));
		assertThat(samples().stream().anyMatch((line) -> line.startsWith("llm_errors_total")))
			.isEqualTo(conventions == LlmConventions.BOTH);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENTELEMETRY", "OPENTELEMETRY_1_37" })
	void anEmbeddingPutsOutNothing(LlmConventions conventions) {
		for (String operation : new String[] { "embeddings", "chat" }) {
			LlmCall call = meters(conventions).start("openai", "text-embedding-3-small", operation);
			call.usage(8, 0, 0, 0, 0);
			call.done();
		}
		assertThat(samples())
			.filteredOn(
					(line) -> line.matches("gen_ai_client_(inference_operation_input|token_usage)" + ".*_sum.* 8\\.0"))
			.hasSize(2);
		assertThat(samples())
			.filteredOn((line) -> line.matches("gen_ai_client_(inference_operation_output_tokens|token_usage)_count.*")
					&& !line.contains("input"))
			.singleElement()
			.asString()
			.contains("\"chat\"");
	}

	@Test
	void aCallThatNobodyEndedIsNoSuccess() {
		meters(LlmConventions.OPENTELEMETRY).start("openai", "gpt-4o", "chat").close();
		assertThat(samples()).filteredOn((line) -> line.startsWith("gen_ai_client_inference_duration_seconds_count"))
			.singleElement()
			.asString()
			.contains("error_type=\"abandoned\"");
	}

	@ParameterizedTest
	@EnumSource
	void whatOnlySightglassKnowsHasItsNameUnderEach(LlmConventions conventions) {
		stream(conventions);
		assertThat(samples()).filteredOn((line) -> line.startsWith("llm_cost_usd_total")).hasSize(1);
		assertThat(samples()).filteredOn((line) -> line.startsWith("llm_finishes_total")).hasSize(1);
		assertThat(samples()).filteredOn((line) -> line.startsWith("llm_units_total")).hasSize(1);
	}

	@Test
	void endlessNamesOfModelsAreOther() {
		LlmMeters meters = meters(LlmConventions.OPENTELEMETRY);
		for (int i = 0; i < 500; i++) {
			LlmCall call = meters.start("openai", "asked-" + i, "chat");
			call.model("answered-" + i);
			call.done();
		}
		assertThat(samples()).filteredOn((line) -> line.startsWith("gen_ai_client_inference_duration_seconds_count"))
			.hasSize(101)
			.anyMatch((line) -> line.contains("gen_ai_request_model=\"other\",gen_ai_response_model=\"other\"} 400"));
	}

	private void stream(LlmConventions conventions) {
		LlmCall call = meters(conventions).start("openai", "gpt-5-mini", "chat");
		call.model("gpt-5-mini-2025-08-07");
		for (int i = 0; i < 3; i++) {
			this.clock.add(Duration.ofMillis(500));
			call.token();
		}
		call.usage(LlmUsage.inclusive(100, 50, 40, 0, 20).with(LlmUnit.AUDIO_OUTPUT, 7).with(LlmUnit.SEARCH, 2));
		call.finish("stop");
		call.done();
	}

	private LlmMeters meters(LlmConventions conventions) {
		Instruments instruments = new Instruments(this.registry);
		return LlmMeters.in(instruments, PriceBook.shipped(), Budget.none(instruments), LlmLimits.DEFAULT, conventions);
	}

	private List<String> bounds(String name) {
		return samples().stream()
			.filter((line) -> line.startsWith(name + "_bucket"))
			.map((line) -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
			.toList();
	}

	private List<String> samples() {
		return Stream.of(this.registry.scrape().split("\n")).filter((line) -> !line.startsWith("#")).toList();
	}

}
