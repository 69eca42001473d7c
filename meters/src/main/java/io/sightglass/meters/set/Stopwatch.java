package io.sightglass.meters.set;

import io.sightglass.meters.instrument.Started;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes time, however it ends: a {@link Timing} without the outcome tag.
 * Every word stops it. One thread at a time uses a stopwatch.
 */
public final class Stopwatch implements Started<Stopwatch> {

	/** Times nothing. */
	public static final Stopwatch NONE = new Stopwatch(null, 0, 0);

	private final long slot;

	private final long start;

	private @Nullable Timers timers;

	Stopwatch(@Nullable Timers timers, long slot, long start) {
		this.timers = timers;
		this.slot = slot;
		this.start = start;
	}

	@Override
	public void done() {
		close();
	}

	@Override
	public void failed(@Nullable Throwable error) {
		close();
	}

	@Override
	public void cancelled() {
		close();
	}

	@Override
	public void close() {
		Timers open = this.timers;
		if (open != null) {
			this.timers = null;
			open.stop(this.slot, this.start);
		}
	}

}
