package io.sightglass.meters.llm;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.sightglass.meters.llm.price.Dollars;

/**
 * Dollars with a meter from the first of them on: whatever has no price shows no cost,
 * rather than one of zero.
 */
final class ShownDollars {

	private final Dollars dollars = new Dollars();

	private final Consumer<Dollars> show;

	private final AtomicBoolean shown = new AtomicBoolean();

	ShownDollars(Consumer<Dollars> show) {
		this.show = show;
	}

	void add(long picodollars) {
		this.dollars.add(picodollars);
		// Micrometer warns of what is registered twice.
		if (!this.shown.get() && this.shown.compareAndSet(false, true)) {
			this.show.accept(this.dollars);
		}
	}

}
