package io.sightglass.instrumentation.internal.llm.springai;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.instrumentation.internal.part.HiddenParts;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.model.tool.DefaultToolCallingManager;
import org.springframework.ai.model.tool.ToolCallLimitBehavior;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;
import org.springframework.ai.tool.observation.ToolCallingObservationConvention;
import org.springframework.ai.tool.resolution.ToolCallbackResolver;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts the error of a tool into its observation. Spring AI hands it to a processor, whose
 * answer goes to the model alone: so the manager of tools is built anew, with all that it
 * had, and its processor is asked through another one.
 */
public final class ToolErrorPostProcessor implements BeanPostProcessor {

	// Scopes are the thread's, whatever registry they were opened through.
	private static final ObservationRegistry scopes = ObservationRegistry.create();

	private final OptionalPart part = new OptionalPart("failed tools of Spring AI",
			"a tool that fails counts as success");

	static boolean hasFailed(ToolCallingObservationContext context) {
		return context.getError() != null || context.get(ToolExecutionException.class) != null;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.part.bean(bean, name,
				(any) -> (any instanceof DefaultToolCallingManager manager) ? listening(manager) : any);
	}

	private static DefaultToolCallingManager listening(DefaultToolCallingManager own) {
		DefaultToolCallingManager.Builder builder = DefaultToolCallingManager.builder()
			.observationRegistry(ObservationRegistry.class.cast(read(own, "observationRegistry")))
			.toolCallbackResolver(ToolCallbackResolver.class.cast(read(own, "toolCallbackResolver")))
			.resolutionFallbackEnabled(Boolean.class.cast(read(own, "resolutionFallbackEnabled")))
			.toolExecutionExceptionProcessor(new ErrorProcessor(
					ToolExecutionExceptionProcessor.class.cast(read(own, "toolExecutionExceptionProcessor"))));
		limit(builder, read(own, "toolCallLimits"));
		DefaultToolCallingManager manager = builder.build();
		manager
			.setObservationConvention(ToolCallingObservationConvention.class.cast(read(own, "observationConvention")));
		return manager;
	}

	private static void limit(DefaultToolCallingManager.Builder builder, Object limits) {
		Class<?> type = limits.getClass();
		Object none = read(type, "NO_LIMIT", null);
		Object calls = read(type, "defaultMaxCallsPerTool", limits);
		DefaultToolCallingManager.Builder limited = calls.equals(none) ? builder.unlimitedCallsPerTool()
				: builder.maxCallsPerTool((Integer) calls);
		Object all = read(type, "maxTotalToolCalls", limits);
		limited = all.equals(none) ? limited.unlimitedTotalToolCalls() : limited.maxTotalToolCalls((Integer) all);
		((Map<?, ?>) read(type, "maxCallsPerTool", limits))
			.forEach((tool, most) -> builder.maxCallsPerTool((String) tool, (Integer) most));
		((Set<?>) read(type, "toolsExcludedFromLimit", limits))
			.forEach((tool) -> builder.excludeToolFromLimit((String) tool));
		limited.onLimitExceeded(ToolCallLimitBehavior.class.cast(read(type, "onLimitExceeded", limits)));
	}

	private static Object read(DefaultToolCallingManager manager, String name) {
		return read(DefaultToolCallingManager.class, name, manager);
	}

	private static Object read(Class<?> owner, String name, @Nullable Object target) {
		return Objects.requireNonNull(HiddenParts.read(owner, name, target), name);
	}

	private record ErrorProcessor(ToolExecutionExceptionProcessor own) implements ToolExecutionExceptionProcessor {

		@Override
		public String process(ToolExecutionException error) {
			Observation.Scope scope = scopes.getCurrentObservationScope();
			if (scope != null
					&& scope.getCurrentObservation().getContext() instanceof ToolCallingObservationContext context) {
				context.put(ToolExecutionException.class, error);
			}
			return this.own.process(error);
		}

	}

}
