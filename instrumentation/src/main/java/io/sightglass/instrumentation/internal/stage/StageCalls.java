package io.sightglass.instrumentation.internal.stage;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.sightglass.instrumentation.internal.annotation.Ending;
import io.sightglass.instrumentation.internal.annotation.SuspendFunctions;
import io.sightglass.meters.pipeline.Stage;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Calls that are steps of a stage, now or, where they return a future, a Mono or a Flux,
 * later. The result that the call returned is the one that the caller gets; only
 * Reactor's types are wrapped.
 */
public final class StageCalls {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			StageCalls.class.getClassLoader());

	private StageCalls() {
	}

	public static @Nullable Object step(StageMethod method, Work work) throws Throwable {
		Stage stage = method.stage();
		LastFailure.forget();
		long begun = stage.startTiming();
		Object result;
		try {
			result = work.proceed();
		}
		catch (Throwable ex) {
			if (LastFailure.firstTime(ex)) {
				stage.failed(1, ex);
			}
			stage.stopTiming(begun);
			throw ex;
		}
		if (result instanceof CompletionStage<?> future) {
			future.whenComplete((value, error) -> completeLater(method, begun, value, error));
			return result;
		}
		if (REACTOR && ReactiveStages.isReactive(result)) {
			return ReactiveStages.tap(method, result);
		}
		method.completed(result);
		stage.stopTiming(begun);
		return result;
	}

	/**
	 * A step whose call may return before it has ended.
	 * @param method its method
	 * @param arguments the call's arguments
	 * @param work makes the call
	 * @return what the call returned
	 * @throws Throwable what it threw
	 */
	static @Nullable Object suspending(StageMethod method, Object[] arguments, SuspendFunctions.Work work)
			throws Throwable {
		return SuspendFunctions.call(arguments, work, new StepEnding(method, method.stage().startTiming()));
	}

	private static void completeLater(StageMethod method, long begun, @Nullable Object value,
			@Nullable Throwable error) {
		if (error == null) {
			method.completed(value);
		}
		else if (isCancellation(error)) {
			method.stage().cancelled(1);
		}
		else {
			method.stage().failed(1, error);
		}
		method.stage().stopTiming(begun);
	}

	private static boolean isCancellation(Throwable error) {
		return error instanceof CancellationException
				|| (error instanceof CompletionException && error.getCause() instanceof CancellationException);
	}

	private record StepEnding(StageMethod method, long begun) implements Ending {

		@Override
		public void succeeded(@Nullable Object value) {
			completeLater(this.method, this.begun, value, null);
		}

		@Override
		public void failed(Throwable error) {
			this.method.stage().failed(1, error);
			this.method.stage().stopTiming(this.begun);
		}

		@Override
		public void cancelled() {
			this.method.stage().cancelled(1);
			this.method.stage().stopTiming(this.begun);
		}

	}

	/**
	 * What is done in a step.
	 */
	@FunctionalInterface
	public interface Work {

		@Nullable Object proceed() throws Throwable;

	}

}
