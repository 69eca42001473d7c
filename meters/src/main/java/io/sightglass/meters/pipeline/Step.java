package io.sightglass.meters.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * One record or batch inside a stage. What was not said to be done, filtered or cancelled
 * when the step closes has failed.
 *
 * <pre>
 * try (var step = enrich.start()) {
 * 	return step.done(lookup(order));
 * }
 * </pre>
 *
 * <p>
 * A step may be handed to another thread, but belongs to one thread at a time. It is an
 * object of 32 bytes that the JIT compiler often, not always, leaves on the stack. Where
 * nothing may be allocated, hold one for each thread and start it for each record:
 *
 * <pre>
 * Step step = enrich.step(); // once
 * try (Step current = step.start()) {
 * 	return current.done(lookup(order));
 * }
 * </pre>
 */
public final class Step implements AutoCloseable {

	private final Stage stage;

	private long begun;

	private long remaining;

	Step(Stage stage, long records, long begun) {
		this.stage = stage;
		this.remaining = Math.max(0, records);
		this.begun = begun;
	}

	/**
	 * Begins anew, with one record. What remained of the last time has failed.
	 * @return this
	 */
	public Step start() {
		return start(1);
	}

	/**
	 * Begins anew, with a batch. What remained of the last time has failed.
	 * @param records how many records the batch has
	 * @return this
	 */
	public Step start(long records) {
		close();
		this.remaining = Math.max(0, records);
		this.begun = this.stage.begin();
		return this;
	}

	/** All that remains is processed. */
	public void done() {
		long records = this.remaining;
		if (records > 0) {
			this.remaining = 0;
			this.stage.processed(records);
			this.stage.end(this.begun);
		}
	}

	/**
	 * All that remains is processed, with a result.
	 * @param <T> the type of the result
	 * @param result what the step returns
	 * @return the result
	 */
	public <T extends @Nullable Object> T done(T result) {
		done();
		return result;
	}

	/** All that remains is filtered. */
	public void filtered() {
		filtered(this.remaining);
	}

	/**
	 * A part of the batch is filtered; the rest goes on.
	 * @param records how many
	 */
	public void filtered(long records) {
		long taken = take(records);
		this.stage.filtered(taken);
		endIfLast(taken);
	}

	/** All that remains is stopped on purpose. */
	public void cancelled() {
		long taken = take(this.remaining);
		this.stage.cancelled(taken);
		endIfLast(taken);
	}

	/**
	 * All that remains has failed.
	 * @param error why
	 */
	public void failed(@Nullable Throwable error) {
		failed(this.remaining, error);
	}

	/**
	 * A part of the batch has failed; the rest goes on.
	 * @param records how many
	 * @param error why
	 */
	public void failed(long records, @Nullable Throwable error) {
		long taken = take(records);
		this.stage.failed(taken, error);
		endIfLast(taken);
	}

	/**
	 * This attempt failed and the records will be tried again: they stay in the pipeline.
	 * @param error why
	 */
	public void retried(Throwable error) {
		long taken = take(this.remaining);
		if (taken > 0) {
			this.stage.retried(error);
		}
		endIfLast(taken);
	}

	/** What remains has failed, without a word why. */
	@Override
	public void close() {
		if (this.remaining > 0) {
			failed(null);
		}
	}

	private long take(long records) {
		long taken = Math.max(0, Math.min(records, this.remaining));
		this.remaining -= taken;
		return taken;
	}

	private void endIfLast(long taken) {
		if (taken > 0 && this.remaining == 0) {
			this.stage.end(this.begun);
		}
	}

}
