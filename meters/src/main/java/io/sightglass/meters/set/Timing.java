package io.sightglass.meters.set;

import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Started;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes time and may fail. It is timed from the call that returned it to
 * the first word about its end; what is closed without a word has failed.
 *
 * <pre class="code">
 * Report report = meters.processing(severity).call(() -&gt; process(incident));
 *
 * Timing timing = meters.processing(severity);
 * process(incident).whenComplete((report, error) -&gt; timing.ended(error));
 * </pre>
 *
 * One thread at a time uses a timing.
 */
public final class Timing implements Started<Timing> {

	/** Times nothing. */
	public static final Timing NONE = new Timing(null, 0, 0);

	private final long slot;

	private final long start;

	private @Nullable OutcomeTimers timers;

	Timing(@Nullable OutcomeTimers timers, long slot, long start) {
		this.timers = timers;
		this.slot = slot;
		this.start = start;
	}

	@Override
	public void done() {
		end(Outcome.SUCCESS);
	}

	@Override
	public void failed(@Nullable Throwable error) {
		end((ErrorKind.of(error) == ErrorKind.CANCELLED) ? Outcome.CANCELLED : Outcome.ERROR);
	}

	@Override
	public void cancelled() {
		end(Outcome.CANCELLED);
	}

	/**
	 * Ends it as failed, where no word has ended it.
	 */
	@Override
	public void close() {
		end(Outcome.ERROR);
	}

	// The shared one keeps no state: a write to it would be a write of all threads.
	private void end(Outcome outcome) {
		OutcomeTimers open = this.timers;
		if (open != null) {
			this.timers = null;
			open.record(this.slot, outcome, this.start);
		}
	}

}
