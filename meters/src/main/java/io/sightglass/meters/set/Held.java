package io.sightglass.meters.set;

import java.lang.ref.Reference;

import io.sightglass.registry.internal.forgotten.Forgotten;

/**
 * One that counts in a {@link GaugeLevel} until it is closed, or forgotten.
 */
public final class Held implements AutoCloseable {

	private final Forgotten.Tracked one;

	private Held(GaugeLevel level) {
		this.one = Forgotten.track(this, level::down);
	}

	static Held of(GaugeLevel level) {
		level.up();
		return new Held(level);
	}

	@Override
	public void close() {
		try {
			// Runs once, whoever comes first.
			this.one.end();
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

}
