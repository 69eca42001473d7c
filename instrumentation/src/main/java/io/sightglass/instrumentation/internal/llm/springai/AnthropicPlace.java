package io.sightglass.instrumentation.internal.llm.springai;

import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.anthropic.AnthropicChatOptions;

/**
 * Where Spring AI's Anthropic model asks.
 */
@LoadedOnDemand
final class AnthropicPlace {

	private AnthropicPlace() {
	}

	static @Nullable String of(Object options) {
		return (options instanceof AnthropicChatOptions known) ? known.getBaseUrl() : null;
	}

}
