package io.sightglass.instrumentation.internal.stage;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.instrumentation.internal.annotation.AnnotatedMethods;
import io.sightglass.instrumentation.internal.annotation.SuspendFunctions;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.PipelineStage;
import io.sightglass.meters.pipeline.Stage;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Makes a method with {@link PipelineStage} a stage. The result that the method returned
 * is the one that the caller gets; only Reactor's types are wrapped.
 */
public final class PipelineStageAspect implements MethodInterceptor {

	// Implementations of one method each have their annotation.
	private final Map<Class<?>, Map<Method, StageMethod>> methods = new ConcurrentHashMap<>();

	private final ObjectProvider<PipelineMeters> meters;

	private final ObjectProvider<Instruments> instruments;

	public PipelineStageAspect(ObjectProvider<PipelineMeters> meters, ObjectProvider<Instruments> instruments) {
		this.meters = meters;
		this.instruments = instruments;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation call) throws Throwable {
		Object target = call.getThis();
		Class<?> type = (target != null) ? target.getClass() : call.getMethod().getDeclaringClass();
		Map<Method, StageMethod> known = this.methods.get(type);
		StageMethod made = (known != null) ? known.get(call.getMethod()) : null;
		StageMethod stage = (made != null) ? made
				: this.methods.computeIfAbsent(type, (any) -> new ConcurrentHashMap<>())
					.computeIfAbsent(call.getMethod(), (method) -> stageOf(method, call));
		if (SuspendFunctions.tellContinuation(call.getMethod())) {
			return StageCalls.suspending(stage, call.getArguments(), (arguments) -> {
				((ProxyMethodInvocation) call).setArguments(arguments);
				return call.proceed();
			});
		}
		return StageCalls.step(stage, call::proceed);
	}

	private StageMethod stageOf(Method method, MethodInvocation call) {
		PipelineStage annotation = Objects.requireNonNull(AnnotatedMethods.annotation(call, PipelineStage.class));
		String name = annotation.stage().isEmpty() ? method.getName() : annotation.stage();
		Stage stage = this.meters.getObject().pipeline(annotation.pipeline()).stage(name);
		return new StageMethod(stage, FilteredResult.of(method, annotation.filtered()), (failure) -> this.instruments
			.ifAvailable((each) -> each.failures().record("pipeline.records.processed", failure)));
	}

}
