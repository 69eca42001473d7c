package io.sightglass.instrumentation.internal.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Tells the types that have nothing to do with an annotation: neither they nor what they
 * extend and implement carry it, on the type or on a method.
 */
final class AnnotatedTypes {

	private final Class<? extends Annotation> annotation;

	private final Map<Class<?>, Boolean> known = new ConcurrentHashMap<>();

	AnnotatedTypes(Class<? extends Annotation> annotation) {
		this.annotation = annotation;
	}

	Class<? extends Annotation> annotation() {
		return this.annotation;
	}

	boolean mention(@Nullable Class<?> type) {
		if (type == null || !AnnotationUtils.isCandidateClass(type, this.annotation)) {
			return false;
		}
		Boolean answer = this.known.get(type);
		if (answer == null) {
			answer = carries(type) || mention(type.getSuperclass()) || anyMentions(type.getInterfaces());
			this.known.put(type, answer);
		}
		return answer;
	}

	private boolean anyMentions(Class<?>[] types) {
		for (Class<?> type : types) {
			if (mention(type)) {
				return true;
			}
		}
		return false;
	}

	private boolean carries(Class<?> type) {
		if (type.isAnnotationPresent(this.annotation)) {
			return true;
		}
		try {
			for (Method method : ReflectionUtils.getDeclaredMethods(type)) {
				if (method.isAnnotationPresent(this.annotation)) {
					return true;
				}
			}
		}
		catch (IllegalStateException | LinkageError ex) {
			// A method names a class that is not there, and nobody has missed it so far.
		}
		return false;
	}

}
