package io.sightglass.meters.internal;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Meter;
import io.sightglass.meters.instrument.Instruments;
import org.jspecify.annotations.Nullable;

/**
 * Says when a meter that is held has left the registry, by the names that the registry
 * has them under, which filters may have changed.
 */
public final class Removals {

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	private final Consumer<@Nullable Meter> forget;

	private Removals(Consumer<@Nullable Meter> forget) {
		this.forget = forget;
	}

	/**
	 * Watches a registry, which keeps nothing of the watcher alive.
	 * @param instruments of the registry; where it cannot be watched, nothing is
	 * forgotten
	 * @param family under what that counts as a failure
	 * @param forget lets go of what is held; it is given the meter that has left, or
	 * nothing where one may have
	 * @return what the held meters are shown to
	 */
	public static Removals of(Instruments instruments, String family, Consumer<@Nullable Meter> forget) {
		Removals removals = new Removals(forget);
		WeakReference<@Nullable Removals> weak = new WeakReference<>(removals);
		instruments.failures().guard(family, () -> instruments.registry().config().onMeterRemoved((meter) -> {
			Removals watching = weak.get();
			if (watching != null && watching.names.contains(meter.getId().getName())) {
				watching.forget.accept(meter);
			}
		}));
		return removals;
	}

	/**
	 * A meter will be held. Until its name is known, its removal is not heard of: so the
	 * first of a name is looked up once more.
	 * @param <M> its type
	 * @param meter what the registry gave
	 * @return the same
	 */
	public <M extends Meter> M hold(M meter) {
		if (this.names.add(meter.getId().getName())) {
			this.forget.accept(null);
		}
		return meter;
	}

}
