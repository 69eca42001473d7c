package io.sightglass.autoconfigure.llm.langchain4j;

import java.util.function.Consumer;

import dev.langchain4j.service.tool.ToolExecution;
import io.sightglass.llm.LlmMeters;
import io.sightglass.tag.Outcome;

/**
 * Counts tool calls by the tool's name. Arguments and results are not looked at.
 */
class ToolCalls implements Consumer<ToolExecution> {

	private final LlmMeters meters;

	ToolCalls(LlmMeters meters) {
		this.meters = meters;
	}

	@Override
	public void accept(ToolExecution tool) {
		this.meters.toolCall(tool.request().name(), tool.hasFailed() ? Outcome.ERROR : Outcome.SUCCESS);
	}

}
