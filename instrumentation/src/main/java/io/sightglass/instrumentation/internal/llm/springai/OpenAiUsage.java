package io.sightglass.instrumentation.internal.llm.springai;

import com.openai.models.completions.CompletionUsage;
import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;

/**
 * What OpenAI's own usage tells beside Spring AI's.
 */
@LoadedOnDemand
final class OpenAiUsage {

	private OpenAiUsage() {
	}

	static LlmUsage addTo(LlmUsage counted, Object own) {
		if (!(own instanceof CompletionUsage usage)) {
			return counted;
		}
		CompletionUsage.PromptTokensDetails prompt = usage.promptTokensDetails().orElse(null);
		CompletionUsage.CompletionTokensDetails completion = usage.completionTokensDetails().orElse(null);
		LlmUsage told = counted;
		if (prompt != null) {
			told = SpringAiUsage.apart(told, LlmUnit.INPUT, LlmUnit.CACHE_WRITE, prompt.cacheWriteTokens().orElse(0L));
			told = SpringAiUsage.apart(told, LlmUnit.INPUT, LlmUnit.AUDIO_INPUT, prompt.audioTokens().orElse(0L));
		}
		if (completion != null) {
			// xAI counts what was thought beside the completion, as only its total shows.
			long reasoning = completion.reasoningTokens().orElse(0L);
			boolean beside = usage.totalTokens() == usage.promptTokens() + usage.completionTokens() + reasoning;
			told = (beside && reasoning > 0) ? told.with(LlmUnit.REASONING, reasoning)
					: SpringAiUsage.apart(told, LlmUnit.OUTPUT, LlmUnit.REASONING, reasoning);
			told = SpringAiUsage.apart(told, LlmUnit.OUTPUT, LlmUnit.AUDIO_OUTPUT, completion.audioTokens().orElse(0L));
		}
		return told;
	}

}
