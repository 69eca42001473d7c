package io.sightglass.meters.pipeline;

import java.lang.ref.Reference;

import io.sightglass.meters.instrument.Started;
import io.sightglass.registry.internal.forgotten.Forgotten;
import org.jspecify.annotations.Nullable;

/**
 * One record or batch inside a stage, whose work ends elsewhere. What was not said to be
 * done, filtered or cancelled when the step closes has failed, as {@code unfinished}; so
 * has what is forgotten, once the garbage collector finds it.
 *
 * <pre class="code">
 * StageStep step = enrich.start();
 * lookup(order).whenComplete((customer, error) -&gt; step.ended(error));
 * </pre>
 *
 * A step may be handed to another thread, but belongs to one thread at a time. Where
 * nothing may be allocated, use {@link Stage#call}, or hold a step for each thread and
 * start it for each record:
 *
 * <pre class="code">
 * StageStep step = enrich.step(); // once
 * return step.start().call(() -&gt; lookup(order));
 * </pre>
 */
public final class StageStep implements Started<StageStep> {

	private final StepState state;

	private final boolean once;

	private Forgotten.@Nullable Tracked tracker;

	private StageStep(StepState state, boolean once) {
		this.state = state;
		this.once = once;
	}

	/**
	 * A step that its maker ends for sure.
	 */
	static StageStep untracked(StepState state) {
		return new StageStep(state, false);
	}

	/**
	 * A step that is started as it is made.
	 */
	static StageStep started(StepState state) {
		StageStep step = new StageStep(state, true);
		step.track();
		return step;
	}

	/**
	 * A step that is started often, and tracked for good.
	 */
	static StageStep held(StepState state) {
		StageStep step = new StageStep(state, false);
		step.track();
		return step;
	}

	/**
	 * Begins anew, with one record. What remained of the last time has failed.
	 * @return this
	 */
	public StageStep start() {
		return start(1);
	}

	/**
	 * Begins anew, with a batch. What remained of the last time has failed.
	 * @param records how many records the batch has
	 * @return this
	 */
	public StageStep start(long records) {
		this.state.startAnew(records);
		if (this.once && this.tracker == null) {
			track();
		}
		return this;
	}

	/** All that remains is processed. */
	@Override
	public void done() {
		this.state.processed();
		settle();
	}

	/** All that remains is filtered. */
	public void filtered() {
		filtered(this.state.remaining());
	}

	/**
	 * A part of the batch is filtered; the rest goes on.
	 * @param records how many
	 */
	public void filtered(long records) {
		this.state.filtered(records);
		settle();
	}

	/** All that remains is stopped on purpose. */
	@Override
	public void cancelled() {
		this.state.cancelled();
		settle();
	}

	/** All that remains has failed. */
	@Override
	public void failed(@Nullable Throwable error) {
		failed(this.state.remaining(), error);
	}

	/**
	 * A part of the batch has failed; the rest goes on.
	 * @param records how many
	 * @param error why, if that is known
	 */
	public void failed(long records, @Nullable Throwable error) {
		this.state.failed(records, error);
		settle();
	}

	/**
	 * This attempt failed and the records will be tried again: they stay in the pipeline.
	 * @param error why
	 */
	public void retried(Throwable error) {
		this.state.retried(error);
		settle();
	}

	/** What remains has failed, without a word why. */
	@Override
	public void close() {
		this.state.run();
		settle();
	}

	private void track() {
		this.tracker = Forgotten.track(this, this.state);
	}

	private void settle() {
		try {
			Forgotten.Tracked tracked = this.tracker;
			if (this.once && tracked != null && this.state.remaining() == 0) {
				tracked.end();
				this.tracker = null;
			}
		}
		finally {
			// Until here the step counts as held, so that no collection calls it
			// forgotten.
			Reference.reachabilityFence(this);
		}
	}

}
