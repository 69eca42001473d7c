package io.sightglass.autoconfigure.llm.springai;

import com.openai.models.completions.CompletionUsage;
import io.sightglass.autoconfigure.part.AsksFirst;
import org.jspecify.annotations.Nullable;

/**
 * Reasoning tokens, which Spring AI leaves in the usage of the provider's own library.
 */
final class NativeReasoning {

	private NativeReasoning() {
	}

	static long of(@Nullable Object usage) {
		// By name, so that the class is not looked for where the library is absent.
		boolean openAi = usage != null && usage.getClass().getName().startsWith("com.openai.");
		return (openAi && usage != null) ? OpenAi.of(usage) : 0;
	}

	@AsksFirst
	private static final class OpenAi {

		static long of(Object usage) {
			return (usage instanceof CompletionUsage completion)
					? completion.completionTokensDetails().flatMap((details) -> details.reasoningTokens()).orElse(0L)
					: 0;
		}

	}

}
