package io.sightglass.autoconfigure.llm.springai;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.sightglass.llm.LlmMeters;
import io.sightglass.tag.Outcome;

import org.springframework.ai.tool.observation.ToolCallingObservationContext;

/**
 * Counts tool calls by their definition's name. Arguments and results are not looked at.
 */
class SpringAiTools implements ObservationHandler<ToolCallingObservationContext> {

	private final LlmMeters meters;

	SpringAiTools(LlmMeters meters) {
		this.meters = meters;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ToolCallingObservationContext;
	}

	@Override
	public void onStop(ToolCallingObservationContext context) {
		this.meters.toolCall(context.getToolDefinition().name(),
				FailedTools.failed(context) ? Outcome.ERROR : Outcome.SUCCESS);
	}

}
