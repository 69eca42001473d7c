package io.sightglass.registry.internal.scrape;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicLongArray;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A look behind Micrometer's Prometheus meters. Their public way to the counts of a
 * histogram makes an object a bucket at each call. Where the look is refused (a module
 * path, a native image, another version), the public way is taken.
 */
final class Internals {

	private Internals() {
	}

	/**
	 * The live counts of a histogram, not cumulative.
	 * @param meter a timer or distribution summary
	 * @param buckets how many there are
	 * @return the counts, or nothing if they cannot be reached
	 */
	static @Nullable AtomicLongArray counts(Object meter, int buckets) {
		try {
			Object histogram = field(meter, meter.getClass(), "histogram");
			Object ring = field(histogram, above(histogram, "AbstractTimeWindowHistogram"), "ringBuffer");
			Object only = (Array.getLength(ring) == 1) ? Array.get(ring, 0) : null;
			if (only != null && field(only, only.getClass(), "values") instanceof AtomicLongArray counts
					&& counts.length() == buckets) {
				return counts;
			}
		}
		catch (Throwable ignored) {
			// the public way remains
		}
		return null;
	}

	/**
	 * Whether meters of a registry may carry exemplars that they do not hand out.
	 * @param registry the registry
	 * @return also true if that cannot be seen
	 */
	static boolean mayHaveExemplars(PrometheusMeterRegistry registry) {
		if (registry instanceof ScrapedRegistry) {
			return false;
		}
		try {
			Field factory = PrometheusMeterRegistry.class.getDeclaredField("exemplarSamplerFactory");
			factory.setAccessible(true);
			return factory.get(registry) != null;
		}
		catch (Throwable ignored) {
			return true;
		}
	}

	private static Class<?> above(Object object, String simpleName) throws ReflectiveOperationException {
		for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getSimpleName().equals(simpleName)) {
				return type;
			}
		}
		throw new NoSuchFieldException(simpleName);
	}

	private static Object field(Object object, Class<?> type, String name) throws ReflectiveOperationException {
		Field field = type.getDeclaredField(name);
		field.setAccessible(true);
		Object value = field.get(object);
		if (value == null) {
			throw new NoSuchFieldException(name);
		}
		return value;
	}

}
