package io.sightglass.autoconfigure.llm.springai;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import io.sightglass.autoconfigure.part.Guard;

import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Marks the tools that failed. Spring AI tells the model of a failure, and its
 * observation of nothing.
 */
class FailedTools implements BeanPostProcessor {

	// Scopes are the thread's, whatever registry they were opened through.
	private static final ObservationRegistry scopes = ObservationRegistry.create();

	private final Guard guard = new Guard("failed tools of Spring AI");

	static boolean failed(ToolCallingObservationContext context) {
		return context.getError() != null || context.get(ToolExecutionException.class) != null;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.guard.bean(bean, name,
				(any) -> (any instanceof ToolExecutionExceptionProcessor processor) ? new Marking(processor) : any);
	}

	private record Marking(ToolExecutionExceptionProcessor processor) implements ToolExecutionExceptionProcessor {

		@Override
		public String process(ToolExecutionException failure) {
			Observation.Scope scope = scopes.getCurrentObservationScope();
			if (scope != null
					&& scope.getCurrentObservation().getContext() instanceof ToolCallingObservationContext context) {
				context.put(ToolExecutionException.class, failure);
			}
			return this.processor.process(failure);
		}

	}

}
