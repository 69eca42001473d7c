package io.sightglass.instrumentation.internal.llm.springai;

import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.openai.AbstractOpenAiOptions;

/**
 * Where a model of Spring AI asks. Each method needs its own library alone.
 */
@LoadedOnDemand
final class AskedPlace {

	private AskedPlace() {
	}

	static @Nullable String ofOpenAi(Object options) {
		return (options instanceof AbstractOpenAiOptions known) ? known.getBaseUrl() : null;
	}

	static @Nullable String ofAnthropic(Object options) {
		return (options instanceof AnthropicChatOptions known) ? known.getBaseUrl() : null;
	}

}
