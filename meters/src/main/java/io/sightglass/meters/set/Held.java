package io.sightglass.meters.set;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * One that counts in a {@link GaugeLevel} until it is closed, or forgotten.
 */
public final class Held implements AutoCloseable {

	// Its thread starts with the first one that is held.
	private static final Cleaner cleaner = Cleaner.create();

	private final Cleaner.Cleanable one;

	private Held(GaugeLevel level) {
		this.one = cleaner.register(this, level::down);
	}

	static Held of(GaugeLevel level) {
		level.up();
		return new Held(level);
	}

	@Override
	public void close() {
		try {
			// Runs once, whoever comes first.
			this.one.clean();
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

}
