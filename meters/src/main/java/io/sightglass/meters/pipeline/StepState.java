package io.sightglass.meters.pipeline;

import io.sightglass.meters.instrument.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a step so far. It never refers to the caller's end of it, so that the
 * latter can be collected.
 */
final class StepState implements Runnable {

	private final Stage stage;

	private long started;

	private long remaining;

	StepState(Stage stage, long records, long started) {
		this.stage = stage;
		this.remaining = Math.max(0, records);
		this.started = started;
	}

	void startAnew(long records) {
		run();
		this.remaining = Math.max(0, records);
		this.started = this.stage.startTiming();
	}

	long remaining() {
		return this.remaining;
	}

	void processed() {
		long taken = take(this.remaining);
		this.stage.processed(taken);
		stopIfLast(taken);
	}

	void filtered(long records) {
		long taken = take(records);
		this.stage.filtered(taken);
		stopIfLast(taken);
	}

	void cancelled() {
		long taken = take(this.remaining);
		this.stage.cancelled(taken);
		stopIfLast(taken);
	}

	void failed(long records, @Nullable Throwable error) {
		long taken = take(records);
		failed(this.stage, taken, error);
		stopIfLast(taken);
	}

	void retried(Throwable error) {
		long taken = take(this.remaining);
		if (taken > 0) {
			this.stage.retried(error);
		}
		stopIfLast(taken);
	}

	/**
	 * What remains has failed, without a word why: its owner closed it, or nobody holds
	 * it any more.
	 */
	@Override
	public void run() {
		failed(this.remaining, null);
	}

	static void failed(Stage stage, long records, @Nullable Throwable error) {
		if (ErrorKind.of(error) == ErrorKind.CANCELLED) {
			stage.cancelled(records);
		}
		else {
			stage.failed(records, error);
		}
	}

	private long take(long records) {
		long taken = Math.max(0, Math.min(records, this.remaining));
		this.remaining -= taken;
		return taken;
	}

	private void stopIfLast(long taken) {
		if (taken > 0 && this.remaining == 0) {
			this.stage.stopTiming(this.started);
		}
	}

}
