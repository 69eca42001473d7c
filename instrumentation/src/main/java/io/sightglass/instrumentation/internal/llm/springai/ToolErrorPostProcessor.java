package io.sightglass.instrumentation.internal.llm.springai;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.instrumentation.internal.part.ExtendedBean;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts the error of a tool into its observation. Spring AI hands it to the model alone.
 */
public final class ToolErrorPostProcessor implements BeanPostProcessor {

	// Scopes are the thread's, whatever registry they were opened through.
	private static final ObservationRegistry scopes = ObservationRegistry.create();

	private final OptionalPart part = new OptionalPart("failed tools of Spring AI");

	static boolean hasFailed(ToolCallingObservationContext context) {
		return context.getError() != null || context.get(ToolExecutionException.class) != null;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.part.bean(bean, name, (any) -> (any instanceof ToolExecutionExceptionProcessor)
				? ExtendedBean.of(any, ToolErrorPostProcessor::watch, "calls of tools that fail count as success")
				: any);
	}

	private static @Nullable Object watch(MethodInvocation call) throws Throwable {
		Observation.Scope scope = scopes.getCurrentObservationScope();
		if (call.getMethod().getName().equals("process")
				&& call.getArguments()[0] instanceof ToolExecutionException error && scope != null
				&& scope.getCurrentObservation().getContext() instanceof ToolCallingObservationContext context) {
			context.put(ToolExecutionException.class, error);
		}
		return call.proceed();
	}

}
