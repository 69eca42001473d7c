package io.sightglass.instrumentation.internal.part;

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Reads, and sets, what an object of a library has and has no method for.
 */
public final class HiddenParts {

	private HiddenParts() {
	}

	/**
	 * Reads a field. Throws an error of linkage, which turns an {@link OptionalPart} off,
	 * where there is no such field or nobody may read it.
	 * @param owner the class that declares it
	 * @param name its name
	 * @param target the object, or {@code null} for a static field
	 * @return its value
	 */
	public static @Nullable Object read(Class<?> owner, String name, @Nullable Object target) {
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

	/**
	 * Sets a field, or throws as {@link #read} does.
	 * @param owner the class that declares it
	 * @param name its name
	 * @param target the object
	 * @param value its value from now on
	 */
	public static void write(Class<?> owner, String name, Object target, Object value) {
		try {
			Field field = ReflectionUtils.findField(owner, name);
			if (field == null) {
				throw missing(owner, name, null);
			}
			ReflectionUtils.makeAccessible(field);
			ReflectionUtils.setField(field, target, value);
		}
		catch (RuntimeException ex) {
			throw missing(owner, name, ex);
		}
	}

	private static NoSuchFieldError missing(Class<?> owner, String name, @Nullable RuntimeException cause) {
		NoSuchFieldError error = new NoSuchFieldError(name + " of " + owner.getName());
		error.initCause(cause);
		return error;
	}

}
