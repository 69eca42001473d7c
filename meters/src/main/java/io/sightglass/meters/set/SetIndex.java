package io.sightglass.meters.set;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.registry.internal.log.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * Reads the index of sets. A line whose class is gone, as an incremental build may leave
 * it, is left out with one warning.
 */
final class SetIndex {

	private static final SafeLog logger = SafeLog.of(MeterSets.class);

	private static final Set<String> warned = ConcurrentHashMap.newKeySet();

	private SetIndex() {
	}

	static List<MeterSetFactory<?>> read(@Nullable ClassLoader loader) {
		List<MeterSetFactory<?>> factories = new ArrayList<>();
		Iterator<?> lines = ServiceLoader.load(MeterSetFactory.class, loader).iterator();
		boolean more = true;
		while (more) {
			try {
				more = lines.hasNext();
				if (more) {
					add((MeterSetFactory<?>) lines.next(), factories);
				}
			}
			catch (ServiceConfigurationError | LinkageError ex) {
				warn(ex.getMessage(), ex);
			}
		}
		return factories;
	}

	private static void add(MeterSetFactory<?> factory, List<MeterSetFactory<?>> factories) {
		try {
			factory.type();
			factories.add(factory);
		}
		catch (LinkageError ex) {
			warn(factory.getClass().getName() + " lacks " + ex.getMessage(), ex);
		}
	}

	private static void warn(@Nullable String what, Error cause) {
		if (warned.add(String.valueOf(what))) {
			logger.warn(
					"A meter set of the index META-INF/services/" + MeterSetFactory.class.getName()
							+ " cannot be loaded and is left out. Build the module that it is from anew. " + what,
					cause);
		}
	}

}
