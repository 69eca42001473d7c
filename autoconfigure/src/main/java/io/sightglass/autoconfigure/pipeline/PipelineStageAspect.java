package io.sightglass.autoconfigure.pipeline;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
import org.springframework.util.ClassUtils;

/**
 * Makes a method with {@link PipelineStage} a stage. The result that the method returned
 * is the one that the caller gets; only Reactor's types are wrapped.
 */
@Aspect
public final class PipelineStageAspect {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			PipelineStageAspect.class.getClassLoader());

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
		return step(call, stage);
	}

	private static @Nullable Object step(ProceedingJoinPoint call, StageMethod method) throws Throwable {
		Stage stage = method.stage();
		long begun = stage.begin();
		Object result;
		try {
			result = call.proceed();
		}
		catch (Throwable ex) {
			stage.failed(1, ex);
			stage.end(begun);
			throw ex;
		}
		if (result instanceof CompletionStage<?> future) {
			future.whenComplete((value, error) -> completed(method, begun, value, error));
			return result;
		}
		if (REACTOR && ReactiveStages.isReactive(result)) {
			return ReactiveStages.tap(method, result);
		}
		method.left(result);
		stage.end(begun);
		return result;
	}

	private static void completed(StageMethod method, long begun, @Nullable Object value, @Nullable Throwable error) {
		if (error == null) {
			method.left(value);
		}
		else if (isCancellation(error)) {
			method.stage().cancelled(1);
		}
		else {
			method.stage().failed(1, error);
		}
		method.stage().end(begun);
	}

	private static boolean isCancellation(Throwable error) {
		return error instanceof CancellationException
				|| (error instanceof CompletionException && error.getCause() instanceof CancellationException);
	}

	private StageMethod stageOf(Method method, PipelineStage annotation) {
		String name = annotation.stage().isEmpty() ? method.getName() : annotation.stage();
		Stage stage = this.meters.getObject().pipeline(annotation.pipeline()).stage(name);
		return new StageMethod(stage, FilteredResult.of(method, annotation.filtered()));
	}

}
