package io.sightglass.meters.set;

import io.sightglass.meters.instrument.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes time and may fail. It is timed from the call that returned it to
 * its close; what was not done has failed.
 *
 * <pre class="code">
 * try (Span span = meters.processing(severity)) {
 *     return span.done(process(incident));
 * }
 * </pre>
 *
 * One thread at a time uses a span.
 */
public final class Span implements AutoCloseable {

	/** Times nothing. */
	public static final Span NONE = new Span(null, 0, 0);

	private final long slot;

	private final long start;

	private @Nullable SpanTimers timers;

	private Outcome outcome = Outcome.ERROR;

	Span(@Nullable SpanTimers timers, long slot, long start) {
		this.timers = timers;
		this.slot = slot;
		this.start = start;
	}

	/**
	 * It has done what it should.
	 */
	public void done() {
		end(Outcome.SUCCESS);
	}

	/**
	 * It has done what it should.
	 * @param <T> the type of the result
	 * @param result what came out
	 * @return the same
	 */
	public <T extends @Nullable Object> T done(T result) {
		end(Outcome.SUCCESS);
		return result;
	}

	/**
	 * Somebody stopped it on purpose.
	 */
	public void cancelled() {
		end(Outcome.CANCELLED);
	}

	/**
	 * It has failed, where no exception says so.
	 */
	public void failed() {
		end(Outcome.ERROR);
	}

	// The shared span keeps no state: a write to it would be a write of all threads.
	private void end(Outcome outcome) {
		if (this.timers != null) {
			this.outcome = outcome;
		}
	}

	@Override
	public void close() {
		SpanTimers open = this.timers;
		if (open != null) {
			this.timers = null;
			open.record(this.slot, this.outcome, this.start);
		}
	}

}
