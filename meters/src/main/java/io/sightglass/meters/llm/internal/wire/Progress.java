package io.sightglass.meters.llm.internal.wire;

/**
 * How far an answer is, which may be made in the background.
 */
final class Progress {

	private boolean background;

	private boolean unfinished;

	private boolean failed;

	void background() {
		this.background = true;
	}

	void status(JsonText value) {
		this.unfinished = value.is("queued") || value.is("in_progress") || value.is("CREATED")
				|| value.is("IN_PROGRESS");
		this.failed = value.is("failed") || value.is("FAILED") || value.is("cancelled");
	}

	boolean isBackground() {
		return this.background;
	}

	boolean isUnfinished() {
		return this.unfinished;
	}

	boolean isFailed() {
		return this.failed;
	}

	void clear() {
		this.background = false;
		this.unfinished = false;
		this.failed = false;
	}

}
