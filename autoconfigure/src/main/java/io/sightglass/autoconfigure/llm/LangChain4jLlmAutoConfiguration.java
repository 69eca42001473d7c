package io.sightglass.autoconfigure.llm;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.service.tool.ToolExecution;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jMeters;
import io.sightglass.instrumentation.internal.llm.langchain4j.LangChain4jTools;
import io.sightglass.instrumentation.internal.llm.langchain4j.StreamingModelPostProcessor;
import io.sightglass.instrumentation.internal.llm.langchain4j.UnmeasuredModelPostProcessor;
import io.sightglass.meters.llm.LlmMeters;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * LangChain4j: a listener, which its starters hand to every chat model, and wrappers for
 * what is not reported to listeners. Models that are beans need no code; one that is
 * built by hand takes one line of {@link LangChain4jMeters}.
 */
@AutoConfiguration(after = LlmAutoConfiguration.class)
@ConditionalOnEnabled({ "llm", "langchain4j" })
@ConditionalOnClass(ChatModelListener.class)
@ConditionalOnBean(LlmMeters.class)
@ConditionalOnNeeds("LLM calls of LangChain4j")
public final class LangChain4jLlmAutoConfiguration {

	LangChain4jLlmAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	LangChain4jMeters sightglassLangChain4j(LlmMeters meters) {
		return new LangChain4jMeters(meters);
	}

	@Bean
	ChatModelListener sightglassChatModelListener(LangChain4jMeters meters) {
		return meters.listener();
	}

	@Bean
	static StreamingModelPostProcessor sightglassStreamingModelPostProcessor() {
		return new StreamingModelPostProcessor();
	}

	@Bean
	static UnmeasuredModelPostProcessor sightglassUnmeasuredModelPostProcessor() {
		return new UnmeasuredModelPostProcessor();
	}

	/**
	 * AI services, which come in a jar of their own.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ToolExecution.class)
	@ConditionalOnNeeds("tool calls of LangChain4j")
	static class Tools {

		@Bean
		@ConditionalOnMissingBean
		LangChain4jTools sightglassLangChain4jTools(LlmMeters meters) {
			return new LangChain4jTools(meters);
		}

	}

}
