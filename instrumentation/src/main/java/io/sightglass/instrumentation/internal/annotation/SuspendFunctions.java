package io.sightglass.instrumentation.internal.annotation;

import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;

import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlinx.coroutines.JobKt;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;

/**
 * Kotlin's {@code suspend} functions behind a proxy. With kotlinx-coroutines-reactor
 * Spring makes a {@code Mono} or {@code Flux} of each call. Without it the call returns
 * at the first suspension, and tells the continuation that it was given how it ended.
 */
public final class SuspendFunctions {

	private static final boolean AS_PUBLISHERS = isPresent("kotlinx.coroutines.reactor.MonoKt");

	private static final boolean JOBS = isPresent("kotlinx.coroutines.JobKt");

	private SuspendFunctions() {
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, SuspendFunctions.class.getClassLoader());
	}

	static boolean isOne(Method method) {
		return KotlinDetector.isSuspendingFunction(method);
	}

	/**
	 * Whether a call of a method may return before it has ended, without a word of it in
	 * what it returns.
	 * @param method the method
	 * @return whether it has to be made by {@link #call}
	 */
	public static boolean tellContinuation(Method method) {
		return !AS_PUBLISHERS && isOne(method);
	}

	/**
	 * Makes a call and hears how it ended.
	 * @param arguments its arguments
	 * @param work what is given the arguments, with another continuation
	 * @param ending hears of its end
	 * @return what the call returned
	 * @throws Throwable what it threw
	 */
	public static @Nullable Object call(Object[] arguments, Work work, Ending ending) throws Throwable {
		return Kotlin.call(arguments, work, ending);
	}

	/**
	 * Makes a call.
	 */
	@FunctionalInterface
	public interface Work {

		@Nullable Object proceed(Object[] arguments) throws Throwable;

	}

	@LoadedOnDemand
	private static final class Kotlin {

		static @Nullable Object call(Object[] arguments, Work work, Ending ending) throws Throwable {
			Object[] heard = arguments.clone();
			int last = heard.length - 1;
			@SuppressWarnings("unchecked")
			Continuation<Object> caller = (Continuation<Object>) heard[last];
			heard[last] = new HeardContinuation(caller, ending);
			Object result;
			try {
				result = work.proceed(heard);
			}
			catch (Throwable ex) {
				failed(ending, ex, caller.getContext());
				throw ex;
			}
			if (result != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
				ending.succeeded(result);
			}
			return result;
		}

		// What ran out of time was not cancelled by its caller.
		static void failed(Ending ending, Throwable error, CoroutineContext context) {
			if (error instanceof CancellationException && JOBS && !JobKt.isActive(context)) {
				ending.cancelled();
			}
			else {
				ending.failed(error);
			}
		}

	}

	/**
	 * What Kotlin's compiler would make of a function that calls the other one last. One
	 * that was no such continuation would not be resumed by its dispatcher.
	 */
	@LoadedOnDemand
	@SuppressWarnings("serial") // Nor is what it wraps written anywhere.
	private static final class HeardContinuation extends ContinuationImpl {

		private final transient Ending ending;

		HeardContinuation(Continuation<Object> caller, Ending ending) {
			super(caller);
			this.ending = ending;
		}

		@Override
		protected Object invokeSuspend(Object result) {
			try {
				ResultKt.throwOnFailure(result);
			}
			catch (Throwable ex) {
				Kotlin.failed(this.ending, ex, getContext());
				throw ex;
			}
			this.ending.succeeded(result);
			return result;
		}

	}

}
