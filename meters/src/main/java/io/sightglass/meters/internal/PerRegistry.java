package io.sightglass.meters.internal;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What there is once for each registry, for as long as the registry lives: two of a kind
 * would have two states behind one gauge, of which one is seen.
 */
public final class PerRegistry {

	private static final Map<MeterRegistry, WeakReference<PerRegistry>> known = new WeakHashMap<>();

	private final Map<Class<?>, Object> values = new HashMap<>();

	// The registry's meters. It has no count of its own that costs nothing.
	private final AtomicInteger meters = new AtomicInteger();

	private volatile boolean cleared;

	private PerRegistry() {
	}

	/**
	 * The one of a registry.
	 * @param <T> its type
	 * @param registry the registry
	 * @param type its type
	 * @param maker makes it where there is none, or where the registry was cleared
	 * @return the same for the same registry
	 */
	public static <T> T get(MeterRegistry registry, Class<T> type, Supplier<T> maker) {
		synchronized (known) {
			return type.cast(of(registry).values.computeIfAbsent(type, (missing) -> maker.get()));
		}
	}

	/**
	 * Makes something the one of a registry, unless there is one.
	 * @param <T> its type
	 * @param registry the registry
	 * @param type its type
	 * @param value what it may be
	 * @return what was given
	 */
	public static <T> T offer(MeterRegistry registry, Class<T> type, T value) {
		synchronized (known) {
			of(registry).values.putIfAbsent(type, value);
		}
		return value;
	}

	private static PerRegistry of(MeterRegistry registry) {
		try {
			WeakReference<PerRegistry> reference = known.get(registry);
			PerRegistry there = (reference != null) ? reference.get() : null;
			return (there != null) ? there.unlessCleared() : made(registry);
		}
		catch (Throwable ex) {
			// A registry that refuses even to be looked at: nothing of it is remembered.
			return new PerRegistry();
		}
	}

	private static PerRegistry made(MeterRegistry registry) {
		PerRegistry made = new PerRegistry();
		// The values know the registry, so only the registry may hold them.
		registry.config().onMeterAdded(made::added).onMeterRemoved(made::removed);
		made.meters.addAndGet(registry.getMeters().size());
		known.put(registry, new WeakReference<>(made));
		return made;
	}

	private PerRegistry unlessCleared() {
		if (this.cleared) {
			this.cleared = false;
			this.values.clear();
		}
		return this;
	}

	private void added(Meter meter) {
		this.meters.incrementAndGet();
	}

	// After a clear, as between tests, whatever was there has no meters any more. The
	// registry may be locked here, so nothing else is done.
	private void removed(Meter meter) {
		if (this.meters.decrementAndGet() <= 0) {
			this.cleared = true;
		}
	}

}
