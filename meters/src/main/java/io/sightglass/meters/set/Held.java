package io.sightglass.meters.set;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One that counts in a {@link Level} until it is closed.
 */
public final class Held implements AutoCloseable {

	private final Level level;

	private final AtomicBoolean closed = new AtomicBoolean();

	Held(Level level) {
		this.level = level;
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.level.down();
		}
	}

}
