package io.sightglass.registry.internal.forgotten;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * The registries of a JVM, as long as somebody holds them.
 */
final class OpenRegistries {

	private final List<WeakReference<MeterRegistry>> known = new ArrayList<>();

	synchronized void add(MeterRegistry registry) {
		this.known.removeIf((each) -> each.get() == null);
		if (this.known.stream().noneMatch((each) -> each.get() == registry)) {
			this.known.add(new WeakReference<>(registry));
		}
	}

	/**
	 * Whether the last one is closed.
	 * @return false also where there has been none, or none is left that could say so
	 */
	synchronized boolean allClosed() {
		boolean any = false;
		for (WeakReference<MeterRegistry> each : this.known) {
			MeterRegistry registry = each.get();
			if (registry != null) {
				any = true;
				if (!isClosed(registry)) {
					return false;
				}
			}
		}
		return any;
	}

	private static boolean isClosed(MeterRegistry registry) {
		try {
			return registry.isClosed();
		}
		catch (Throwable ex) {
			// One of the application's own.
			return false;
		}
	}

}
