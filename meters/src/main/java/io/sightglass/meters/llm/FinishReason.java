package io.sightglass.meters.llm;

import java.util.Locale;
import java.util.Map;

import io.sightglass.registry.tag.BoundedValues;

/**
 * Why a model stopped, in one vocabulary for all providers.
 */
final class FinishReason {

	private static final Map<String, String> WORDS = Map.ofEntries(Map.entry("stop", "stop"),
			Map.entry("end_turn", "stop"), Map.entry("stop_sequence", "stop"), Map.entry("eos", "stop"),
			Map.entry("complete", "stop"), Map.entry("completed", "stop"), Map.entry("length", "length"),
			Map.entry("max_tokens", "length"), Map.entry("max_output_tokens", "length"),
			Map.entry("tool_calls", "tool_calls"), Map.entry("tool_use", "tool_calls"),
			Map.entry("function_call", "tool_calls"), Map.entry("tool_execution", "tool_calls"),
			Map.entry("content_filter", "content_filter"), Map.entry("safety", "content_filter"),
			Map.entry("refusal", "content_filter"), Map.entry("recitation", "content_filter"),
			Map.entry("blocklist", "content_filter"), Map.entry("prohibited_content", "content_filter"),
			Map.entry("spii", "content_filter"), Map.entry("image_safety", "content_filter"),
			Map.entry("image_prohibited_content", "content_filter"), Map.entry("image_recitation", "content_filter"),
			Map.entry("model_armor", "content_filter"), Map.entry("content_filtered", "content_filter"),
			Map.entry("guardrail_intervened", "content_filter"), Map.entry("error_toxic", "content_filter"),
			Map.entry("model_length", "length"), Map.entry("model_context_window_exceeded", "length"),
			Map.entry("error_limit", "length"), Map.entry("max_tokens_reached", "length"), Map.entry("finish", "stop"),
			Map.entry("finished", "stop"), Map.entry("tool_call", "tool_calls"),
			Map.entry("requires_action", "tool_calls"));

	private FinishReason() {
	}

	static String of(String raw) {
		return WORDS.getOrDefault(raw.toLowerCase(Locale.ROOT), BoundedValues.OTHER);
	}

}
