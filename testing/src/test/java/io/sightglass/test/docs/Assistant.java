package io.sightglass.test.docs;

import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmUsage;

/**
 * What the example of LLM calls tests.
 */
class Assistant {

	private final LlmMeters llm;

	Assistant(LlmMeters llm) {
		this.llm = llm;
	}

	String ask(String question) {
		return this.llm.start("openai", "gpt-4o", "chat").callWith((call) -> {
			if (question.isBlank()) {
				throw new IllegalArgumentException("Nothing was asked");
			}
			call.usage(LlmUsage.inclusive(1000, 100, 0, 0, 0));
			return "42";
		});
	}

}
