package io.sightglass.instrumentation.internal.integration;

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Reads what Spring Integration knows and has no method for.
 */
final class HiddenParts {

	private HiddenParts() {
	}

	/** Throws an error of linkage where this version has another shape. */
	static @Nullable Object read(Class<?> owner, String name, Object target) {
		try {
			Field field = ReflectionUtils.findField(owner, name);
			if (field != null) {
				ReflectionUtils.makeAccessible(field);
				return ReflectionUtils.getField(field, target);
			}
		}
		catch (RuntimeException ex) {
			throw missing(owner, name, ex);
		}
		throw missing(owner, name, null);
	}

	private static NoSuchFieldError missing(Class<?> owner, String name, @Nullable RuntimeException cause) {
		NoSuchFieldError error = new NoSuchFieldError(name + " of " + owner.getName());
		error.initCause(cause);
		return error;
	}

}
