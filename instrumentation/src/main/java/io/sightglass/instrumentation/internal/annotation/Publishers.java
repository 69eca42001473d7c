package io.sightglass.instrumentation.internal.annotation;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.part.LoadedOnDemand;
import io.sightglass.registry.failure.Failures;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.util.ClassUtils;

/**
 * Watches what a method returns from each subscription to its end, and a call that
 * suspends to its own.
 */
final class Publishers {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			Publishers.class.getClassLoader());

	private Publishers() {
	}

	/**
	 * Whether a method is one of Kotlin's {@code suspend} functions, or says that it
	 * returns a {@code Mono}, a {@code Flux} or one of their supertypes. A subtype such
	 * as {@code ConnectableFlux} could not be wrapped without losing what it is.
	 * @param call the call
	 * @return whether only {@link #watch} sees its end
	 */
	static boolean endsLater(ProceedingJoinPoint call) {
		MethodSignature signature = (MethodSignature) call.getSignature();
		return (REACTOR && Reactor.covers(signature.getReturnType())) || SuspendFunctions.isOne(signature.getMethod());
	}

	/**
	 * Makes the call and watches it, or every subscription to what it returns, to its
	 * end.
	 * @param call the call
	 * @param failures where a failing ending is counted
	 * @param start called at the call, and at each subscription
	 * @return the watched result
	 * @throws Throwable what the call throws, which is an ending of its own
	 */
	static @Nullable Object watch(ProceedingJoinPoint call, Failures failures, Supplier<Ending> start)
			throws Throwable {
		Supplier<Ending> once = () -> start(failures, start);
		if (SuspendFunctions.tellContinuation(((MethodSignature) call.getSignature()).getMethod())) {
			return SuspendFunctions.call(call.getArgs(), call::proceed, once.get());
		}
		Ending ending = once.get();
		Object result;
		try {
			result = call.proceed();
		}
		catch (Throwable ex) {
			ending.failed(ex);
			throw ex;
		}
		if (result instanceof CompletionStage<?> stage) {
			return stage.whenComplete((value, ex) -> end(ending, value, ex));
		}
		if (result == null || !endsLater(call)) {
			ending.succeeded(result);
			return result;
		}
		ending.handedOver();
		return Reactor.watched(result, once);
	}

	private static void end(Ending ending, @Nullable Object value, @Nullable Throwable error) {
		if (error == null) {
			ending.succeeded(value);
		}
		else {
			ending.failed(error);
		}
	}

	private static Ending start(Failures failures, Supplier<Ending> start) {
		try {
			return new OnceEnding(failures, start.get());
		}
		catch (Throwable ex) {
			failures.record("annotations", ex);
			return Silence.INSTANCE;
		}
	}

	private enum Silence implements Ending {

		INSTANCE;

		@Override
		public void succeeded(@Nullable Object value) {
		}

		@Override
		public void failed(Throwable error) {
		}

		@Override
		public void cancelled() {
		}

	}

	// Loaded only where Reactor is.
	@LoadedOnDemand
	private static final class Reactor {

		static boolean covers(Class<?> type) {
			return Publisher.class.isAssignableFrom(type)
					&& (type.isAssignableFrom(Mono.class) || type.isAssignableFrom(Flux.class));
		}

		static Object watched(Object result, Supplier<Ending> start) {
			if (result instanceof Mono<?> mono) {
				return Mono.defer(() -> watched(mono, start.get()));
			}
			return Flux.defer(() -> watched(Flux.from((Publisher<?>) result), start.get()));
		}

		private static <T> Mono<T> watched(Mono<T> mono, Ending ending) {
			return mono.doOnSuccess(ending::succeeded).doOnError(ending::failed).doOnCancel(ending::cancelled);
		}

		private static <T> Flux<T> watched(Flux<T> flux, Ending ending) {
			return flux.doOnComplete(() -> ending.succeeded(null))
				.doOnError(ending::failed)
				.doOnCancel(ending::cancelled);
		}

	}

}
