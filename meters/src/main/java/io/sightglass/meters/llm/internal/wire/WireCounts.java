package io.sightglass.meters.llm.internal.wire;

import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a response in whatever names its provider uses. A later one replaces an
 * earlier one, as streams repeat them.
 */
final class WireCounts {

	private boolean told;

	private boolean cacheBesideInput;

	private long prompt;

	private long completion;

	private long cached;

	private long written;

	private long reasoning;

	private boolean reasoningBesideOutput;

	void count(String name, long value) {
		switch (name) {
			case "prompt_tokens", "input_tokens", "promptTokenCount", "prompt_eval_count" -> {
				this.prompt = value;
				this.told = true;
			}
			case "completion_tokens", "output_tokens", "candidatesTokenCount", "eval_count" -> {
				this.completion = value;
				this.told = true;
			}
			case "cached_tokens", "cachedContentTokenCount" -> this.cached = value;
			case "cache_read_input_tokens" -> {
				this.cached = value;
				this.cacheBesideInput = true;
			}
			case "cache_creation_input_tokens" -> {
				this.written = value;
				this.cacheBesideInput = true;
			}
			case "reasoning_tokens" -> this.reasoning = value;
			case "thoughtsTokenCount" -> {
				this.reasoning = value;
				this.reasoningBesideOutput = true;
			}
			default -> {
			}
		}
	}

	@Nullable LlmUsage usage() {
		if (!this.told) {
			return null;
		}
		long written = this.cacheBesideInput ? 0 : this.written;
		long cached = this.cacheBesideInput ? 0 : this.cached;
		long reasoning = this.reasoningBesideOutput ? 0 : this.reasoning;
		LlmUsage inside = LlmUsage.inclusive(this.prompt, this.completion, cached, written, reasoning);
		if (!inside.isPossible() || this.cached < 0 || this.written < 0 || this.reasoning < 0) {
			return LlmUsage.IMPOSSIBLE;
		}
		return new LlmUsage(inside.input(), inside.output(), this.cached, this.written, this.reasoning);
	}

}
