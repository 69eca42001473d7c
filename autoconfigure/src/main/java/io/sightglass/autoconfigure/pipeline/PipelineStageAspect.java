package io.sightglass.autoconfigure.pipeline;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.pipeline.PipelineMeters;
import io.sightglass.pipeline.PipelineStage;
import io.sightglass.pipeline.Stage;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Makes a method with {@link PipelineStage} a stage. The result that the method returned
 * is the one that the caller gets; only Reactor's types are wrapped.
 */
@Aspect
public final class PipelineStageAspect {

	private final Map<Method, StageMethod> methods = new ConcurrentHashMap<>();

	private final ObjectProvider<PipelineMeters> meters;

	PipelineStageAspect(ObjectProvider<PipelineMeters> meters) {
		this.meters = meters;
	}

	/**
	 * Runs a method as a step of its stage.
	 * @param call the call
	 * @param annotation what the method says of its stage
	 * @return what the method returns
	 * @throws Throwable what the method throws
	 */
	@Around("@annotation(annotation)")
	public @Nullable Object step(ProceedingJoinPoint call, PipelineStage annotation) throws Throwable {
		Method method = ((MethodSignature) call.getSignature()).getMethod();
		StageMethod known = this.methods.get(method);
		StageMethod stage = (known != null) ? known
				: this.methods.computeIfAbsent(method, (key) -> stageOf(key, annotation));
		return StageCalls.step(stage, call::proceed);
	}

	private StageMethod stageOf(Method method, PipelineStage annotation) {
		String name = annotation.stage().isEmpty() ? method.getName() : annotation.stage();
		Stage stage = this.meters.getObject().pipeline(annotation.pipeline()).stage(name);
		return new StageMethod(stage, FilteredResult.of(method, annotation.filtered()));
	}

}
