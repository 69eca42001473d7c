package io.sightglass.instrumentation.internal.llm.springai;

import com.anthropic.models.messages.CacheCreation;
import com.anthropic.models.messages.MessageDeltaUsage;
import com.anthropic.models.messages.ServerToolUsage;
import com.anthropic.models.messages.Usage;
import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * What Anthropic's own usage tells beside Spring AI's.
 */
@LoadedOnDemand
final class AnthropicUsage {

	private AnthropicUsage() {
	}

	static LlmUsage addTo(LlmUsage counted, Object own) {
		if (own instanceof Usage usage) {
			long hour = usage.cacheCreation().map(CacheCreation::ephemeral1hInputTokens).orElse(0L);
			return SpringAiUsage.apart(searched(counted, usage.serverToolUse().orElse(null)), LlmUnit.CACHE_WRITE,
					LlmUnit.CACHE_WRITE_1H, hour);
		}
		return (own instanceof MessageDeltaUsage usage) ? searched(counted, usage.serverToolUse().orElse(null))
				: counted;
	}

	private static LlmUsage searched(LlmUsage counted, @Nullable ServerToolUsage tools) {
		return (tools != null && tools.webSearchRequests() > 0)
				? counted.with(LlmUnit.SEARCH, tools.webSearchRequests()) : counted;
	}

	static @Nullable LlmTier tier(Object own) {
		if (!(own instanceof Usage usage)) {
			return null;
		}
		Object speed = usage._additionalProperties().get("speed");
		return "fast".equals(String.valueOf(speed)) ? LlmTier.FAST
				: usage.serviceTier().map((tier) -> LlmTier.of(tier.toString())).orElse(null);
	}

}
