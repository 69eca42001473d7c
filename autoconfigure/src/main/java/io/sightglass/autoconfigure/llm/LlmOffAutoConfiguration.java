package io.sightglass.autoconfigure.llm;

import io.sightglass.meters.llm.LlmMeters;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * With LLM calls off, code that asks for their meters still starts and measures nothing.
 */
@AutoConfiguration(after = LlmAutoConfiguration.class)
public final class LlmOffAutoConfiguration {

	LlmOffAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	LlmMeters sightglassNoLlmMeters() {
		return LlmMeters.NONE;
	}

}
