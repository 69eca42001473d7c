package io.sightglass.instrumentation.internal.llm.springai;

import java.util.Set;

import com.openai.models.completions.CompletionUsage;
import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import io.sightglass.meters.llm.internal.name.ProviderName;
import io.sightglass.meters.llm.price.LlmUsage;
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

	static LlmUsage of(String provider, @Nullable Usage usage) {
		if (usage == null) {
			return LlmUsage.NONE;
		}
		long input = orZero(usage.getPromptTokens());
		long output = orZero(usage.getCompletionTokens());
		long read = orZero(usage.getCacheReadInputTokens());
		long write = orZero(usage.getCacheWriteInputTokens());
		if (CACHE_BESIDE_INPUT.contains(ProviderName.of(provider))) {
			return LlmUsage.exclusive(input, output, read, write);
		}
		return LlmUsage.inclusive(input, output, read, write, reasoning(usage.getNativeUsage()));
	}

	private static long orZero(@Nullable Number number) {
		return (number != null) ? number.longValue() : 0;
	}

	// Left in the usage of the provider's own library. By name, so that the class is not
	// looked for where the library is absent.
	private static long reasoning(@Nullable Object usage) {
		return (usage != null && usage.getClass().getName().startsWith("com.openai.")) ? OpenAi.reasoning(usage) : 0;
	}

	@LoadedOnDemand
	private static final class OpenAi {

		static long reasoning(Object usage) {
			return (usage instanceof CompletionUsage completion)
					? completion.completionTokensDetails().flatMap((details) -> details.reasoningTokens()).orElse(0L)
					: 0;
		}

	}

}
