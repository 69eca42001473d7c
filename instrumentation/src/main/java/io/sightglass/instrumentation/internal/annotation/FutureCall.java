package io.sightglass.instrumentation.internal.annotation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.sightglass.registry.failure.Failures;
import org.aspectj.lang.JoinPoint;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.Signature;
import org.aspectj.lang.reflect.MethodSignature;
import org.aspectj.lang.reflect.SourceLocation;
import org.aspectj.runtime.internal.AroundClosure;
import org.jspecify.annotations.Nullable;

/**
 * A call whose future its caller gets as it is. Micrometer's aspects answer with one that
 * depends on it, which hands no cancel on and need not be of the method's type.
 */
final class FutureCall implements ProceedingJoinPoint {

	private final ProceedingJoinPoint call;

	private @Nullable Object answer;

	private boolean returned;

	private FutureCall(ProceedingJoinPoint call) {
		this.call = call;
	}

	/**
	 * Makes a call through an aspect.
	 * @param call the call
	 * @param failures where a future that cannot be watched is counted
	 * @param aspect makes the call
	 * @return what the aspect returns, or the method's own future
	 * @throws Throwable what the method throws
	 */
	static @Nullable Object through(ProceedingJoinPoint call, Failures failures, Aspect aspect) throws Throwable {
		Class<?> type = ((MethodSignature) call.getSignature()).getReturnType();
		if (!CompletionStage.class.isAssignableFrom(type)) {
			return aspect.advise(call);
		}
		FutureCall future = new FutureCall(call);
		try {
			aspect.advise(future);
		}
		catch (Throwable ex) {
			if (!future.returned) {
				throw ex;
			}
			failures.record("annotations", ex);
		}
		return future.answer;
	}

	@Override
	public Object proceed() throws Throwable {
		this.answer = this.call.proceed();
		this.returned = true;
		// No future is one that is done, which the aspects take for granted.
		return (this.answer != null) ? this.answer : CompletableFuture.completedFuture(null);
	}

	@Override
	public Object proceed(Object[] arguments) throws Throwable {
		throw new UnsupportedOperationException("the aspects change no arguments");
	}

	@Override
	@SuppressWarnings("NullAway") // as AspectJ's own
	public void set$AroundClosure(AroundClosure closure) {
		this.call.set$AroundClosure(closure);
	}

	@Override
	public Object getThis() {
		return this.call.getThis();
	}

	@Override
	public Object getTarget() {
		return this.call.getTarget();
	}

	@Override
	public Object[] getArgs() {
		return this.call.getArgs();
	}

	@Override
	public Signature getSignature() {
		return this.call.getSignature();
	}

	@Override
	public SourceLocation getSourceLocation() {
		return this.call.getSourceLocation();
	}

	@Override
	public String getKind() {
		return this.call.getKind();
	}

	@Override
	public JoinPoint.StaticPart getStaticPart() {
		return this.call.getStaticPart();
	}

	@Override
	public String toShortString() {
		return this.call.toShortString();
	}

	@Override
	public String toLongString() {
		return this.call.toLongString();
	}

	/** One of Micrometer's. */
	@FunctionalInterface
	interface Aspect {

		@Nullable Object advise(ProceedingJoinPoint call) throws Throwable;

	}

}
