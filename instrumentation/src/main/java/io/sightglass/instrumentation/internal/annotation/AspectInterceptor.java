package io.sightglass.instrumentation.internal.annotation;

import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.aspectj.MethodInvocationProceedingJoinPoint;
import org.springframework.util.function.SingletonSupplier;

/**
 * Leads a call through one of Micrometer's aspects, as AspectJ would. The aspect is made
 * at the first call: until then nothing asks for a registry.
 *
 * @param <T> the aspect
 */
public final class AspectInterceptor<T> implements MethodInterceptor {

	private final Supplier<T> aspect;

	private final Around<T> around;

	public AspectInterceptor(Supplier<T> aspect, Around<T> around) {
		this.aspect = SingletonSupplier.of(aspect);
		this.around = around;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		return this.around.call(this.aspect.get(), invocation,
				new MethodInvocationProceedingJoinPoint((ProxyMethodInvocation) invocation));
	}

	/**
	 * The aspect's advice.
	 *
	 * @param <T> the aspect
	 */
	public interface Around<T> {

		@Nullable Object call(T aspect, MethodInvocation invocation, ProceedingJoinPoint call) throws Throwable;

	}

}
