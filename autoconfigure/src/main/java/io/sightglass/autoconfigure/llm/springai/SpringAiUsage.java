package io.sightglass.autoconfigure.llm.springai;

import java.util.Set;

import io.sightglass.llm.TokenUsage;
import io.sightglass.llm.name.ProviderName;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;

/**
 * Spring AI passes each provider's own counts on; this gives them one meaning.
 */
final class SpringAiUsage {

	// Their input counts no cached token; everybody else's does.
	private static final Set<String> CACHE_BESIDE_INPUT = Set.of("anthropic", "aws.bedrock");

	private SpringAiUsage() {
	}

	static TokenUsage of(String provider, @Nullable Usage usage) {
		if (usage == null) {
			return TokenUsage.NONE;
		}
		long input = orZero(usage.getPromptTokens());
		long output = orZero(usage.getCompletionTokens());
		long read = orZero(usage.getCacheReadInputTokens());
		long write = orZero(usage.getCacheWriteInputTokens());
		if (CACHE_BESIDE_INPUT.contains(ProviderName.of(provider))) {
			return TokenUsage.exclusive(input, output, read, write);
		}
		return TokenUsage.inclusive(input, output, read, write, NativeReasoning.of(usage.getNativeUsage()));
	}

	private static long orZero(@Nullable Number number) {
		return (number != null) ? number.longValue() : 0;
	}

}
