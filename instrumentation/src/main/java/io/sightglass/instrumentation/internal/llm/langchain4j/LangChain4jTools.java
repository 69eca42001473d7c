package io.sightglass.instrumentation.internal.llm.langchain4j;

import java.util.function.Consumer;

import dev.langchain4j.service.tool.ToolExecution;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.llm.LlmMeters;

/**
 * Counts the tools of an AI service, by name and outcome.
 *
 * <pre class="code">
 * AiServices.builder(Assistant.class).afterToolExecution(tools);
 * </pre>
 */
public final class LangChain4jTools implements Consumer<ToolExecution> {

	private final LlmMeters meters;

	public LangChain4jTools(LlmMeters meters) {
		this.meters = meters;
	}

	@Override
	public void accept(ToolExecution tool) {
		this.meters.toolCall(tool.request().name(), tool.hasFailed() ? Outcome.ERROR : Outcome.SUCCESS);
	}

}
