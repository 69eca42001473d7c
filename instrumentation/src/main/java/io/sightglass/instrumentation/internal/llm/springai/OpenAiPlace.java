package io.sightglass.instrumentation.internal.llm.springai;

import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.openai.AbstractOpenAiOptions;

/**
 * Where Spring AI's OpenAI models ask.
 */
@LoadedOnDemand
final class OpenAiPlace {

	private OpenAiPlace() {
	}

	static @Nullable String of(Object options) {
		return (options instanceof AbstractOpenAiOptions known) ? known.getBaseUrl() : null;
	}

}
