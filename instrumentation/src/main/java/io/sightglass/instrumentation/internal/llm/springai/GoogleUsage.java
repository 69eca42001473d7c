package io.sightglass.instrumentation.internal.llm.springai;

import java.util.List;
import java.util.Optional;

import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.ModalityTokenCount;
import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * What Google's own usage tells beside Spring AI's.
 */
@LoadedOnDemand
final class GoogleUsage {

	private GoogleUsage() {
	}

	static LlmUsage addTo(LlmUsage counted, Object own) {
		if (!(own instanceof GenerateContentResponseUsageMetadata usage)) {
			return counted;
		}
		long added = usage.toolUsePromptTokenCount().orElse(0);
		long cachedSound = tokens("AUDIO", usage.cacheTokensDetails());
		LlmUsage told = counted.with(LlmUnit.REASONING, usage.thoughtsTokenCount().orElse(0));
		told = (added > 0) ? told.with(LlmUnit.INPUT, told.input() + added) : told;
		told = SpringAiUsage.apart(told, LlmUnit.CACHE_READ, LlmUnit.AUDIO_CACHE_READ, cachedSound);
		told = SpringAiUsage.apart(told, LlmUnit.INPUT, LlmUnit.AUDIO_INPUT,
				tokens("AUDIO", usage.promptTokensDetails()) - cachedSound);
		told = SpringAiUsage.apart(told, LlmUnit.INPUT, LlmUnit.IMAGE_INPUT,
				tokens("IMAGE", usage.promptTokensDetails()) - tokens("IMAGE", usage.cacheTokensDetails()));
		told = SpringAiUsage.apart(told, LlmUnit.OUTPUT, LlmUnit.AUDIO_OUTPUT,
				tokens("AUDIO", usage.candidatesTokensDetails()));
		return SpringAiUsage.apart(told, LlmUnit.OUTPUT, LlmUnit.IMAGE_OUTPUT,
				tokens("IMAGE", usage.candidatesTokensDetails()));
	}

	private static long tokens(String modality, Optional<List<ModalityTokenCount>> details) {
		return details.stream()
			.flatMap(List::stream)
			.filter((detail) -> detail.modality().map(Object::toString).orElse("").equals(modality))
			.mapToLong((detail) -> detail.tokenCount().orElse(0))
			.sum();
	}

	static @Nullable LlmTier tier(Object own) {
		if (!(own instanceof GenerateContentResponseUsageMetadata usage)) {
			return null;
		}
		// Such as ON_DEMAND_FLEX.
		return usage.trafficType().map((type) -> LlmTier.of(type.toString())).orElse(null);
	}

}
