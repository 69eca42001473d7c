package io.sightglass.instrumentation.internal.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;

import io.micrometer.core.instrument.Tags;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.Signature;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

/**
 * What Micrometer's aspects find out about a call, found out in the same way.
 */
final class AnnotatedCall {

	private AnnotatedCall() {
	}

	static <A extends Annotation> @Nullable A onMethod(ProceedingJoinPoint call, Class<A> type)
			throws NoSuchMethodException {
		Method method = ((MethodSignature) call.getSignature()).getMethod();
		A annotation = method.getAnnotation(type);
		if (annotation != null) {
			return annotation;
		}
		return call.getTarget().getClass().getMethod(method.getName(), method.getParameterTypes()).getAnnotation(type);
	}

	static <A extends Annotation> @Nullable A onClass(ProceedingJoinPoint call, Class<A> type) {
		A annotation = ((MethodSignature) call.getSignature()).getMethod().getDeclaringClass().getAnnotation(type);
		return (annotation != null) ? annotation : call.getTarget().getClass().getAnnotation(type);
	}

	static Tags tags(ProceedingJoinPoint call) {
		Signature signature = call.getStaticPart().getSignature();
		return Tags.of("class", signature.getDeclaringTypeName(), "method", signature.getName());
	}

	static @Nullable String description(String text) {
		return text.isEmpty() ? null : text;
	}

}
