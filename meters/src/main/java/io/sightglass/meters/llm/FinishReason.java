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
			Map.entry("refusal", "content_filter"), Map.entry("recitation", "content_filter"));

	private FinishReason() {
	}

	static String of(String raw) {
		return WORDS.getOrDefault(raw.toLowerCase(Locale.ROOT), BoundedValues.OTHER);
	}

}
