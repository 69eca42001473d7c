package io.sightglass.instrumentation.internal.kafka;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The records that the application's filter kept from the listener on this thread, since
 * the container reports them as processed.
 */
final class KafkaFilterMark {

	private static final ThreadLocal<Set<Object>> FILTERED = ThreadLocal
		.withInitial(() -> Collections.newSetFromMap(new IdentityHashMap<>()));

	private KafkaFilterMark() {
	}

	static void filtered(Object record) {
		FILTERED.get().add(record);
	}

	static boolean wasFiltered(Object record) {
		return FILTERED.get().remove(record);
	}

	static void clear() {
		FILTERED.get().clear();
	}

}
