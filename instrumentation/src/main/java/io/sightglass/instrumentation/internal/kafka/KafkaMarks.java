package io.sightglass.instrumentation.internal.kafka;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What became of the records that this thread's listener has, where the container takes
 * them for processed: a filter of the application kept them from it, or it failed and the
 * failure was recovered.
 */
final class KafkaMarks {

	private static final ThreadLocal<Set<Object>> FILTERED = ThreadLocal
		.withInitial(() -> Collections.newSetFromMap(new IdentityHashMap<>()));

	private static final ThreadLocal<@Nullable Throwable> FAILED = new ThreadLocal<>();

	private KafkaMarks() {
	}

	static void filtered(Object record) {
		FILTERED.get().add(record);
	}

	static boolean wasFiltered(Object record) {
		return FILTERED.get().remove(record);
	}

	static void failed(Throwable error) {
		FAILED.set(error);
	}

	static @Nullable Throwable error() {
		return FAILED.get();
	}

	static void clear() {
		FILTERED.get().clear();
		FAILED.remove();
	}

}
