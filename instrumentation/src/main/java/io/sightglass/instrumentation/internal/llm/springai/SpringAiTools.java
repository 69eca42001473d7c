package io.sightglass.instrumentation.internal.llm.springai;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.llm.LlmMeters;

import org.springframework.ai.tool.observation.ToolCallingObservationContext;

/**
 * Counts tool calls by their definition's name. Arguments and results are not looked at.
 */
public final class SpringAiTools implements ObservationHandler<ToolCallingObservationContext> {

	private final LlmMeters meters;

	public SpringAiTools(LlmMeters meters) {
		this.meters = meters;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ToolCallingObservationContext;
	}

	@Override
	public void onStop(ToolCallingObservationContext context) {
		this.meters.toolCall(context.getToolDefinition().name(),
				ToolErrorPostProcessor.hasFailed(context) ? Outcome.ERROR : Outcome.SUCCESS);
	}

}
