package io.sightglass.test;

import java.util.ArrayDeque;
import java.util.Deque;

import io.sightglass.meters.pipeline.Stage;
import io.sightglass.meters.pipeline.StageStep;
import org.jspecify.annotations.Nullable;

/**
 * A stage whose steps are watched. A step tells its stage when its time begins, and when
 * the last of its records has left; so each step has a stage of its own.
 */
final class WatchedStage implements Stage {

	private final Stage stage;

	private final OpenWork work;

	private final String name;

	private final Deque<OpenWork.Opened> open = new ArrayDeque<>();

	// A step that nobody holds any more would end by itself.
	private @Nullable StageStep held;

	WatchedStage(Stage stage, OpenWork work, String name) {
		this.stage = stage;
		this.work = work;
		this.name = name;
	}

	@Override
	public StageStep start(long records) {
		return (records > 0) ? ofItsOwn().startHeld(records) : this.stage.start(records);
	}

	@Override
	public StageStep step() {
		return ofItsOwn().stepHeld();
	}

	@Override
	public synchronized long startTiming() {
		this.open.push(this.work.opened(this.name, null));
		return this.stage.startTiming();
	}

	@Override
	public synchronized void stopTiming(long started) {
		this.stage.stopTiming(started);
		OpenWork.Opened ended = this.open.poll();
		if (ended != null) {
			this.work.ended(ended);
		}
	}

	@Override
	public void processed(long records) {
		this.stage.processed(records);
	}

	@Override
	public void filtered(long records) {
		this.stage.filtered(records);
	}

	@Override
	public void failed(long records, @Nullable Throwable error) {
		this.stage.failed(records, error);
	}

	@Override
	public void cancelled(long records) {
		this.stage.cancelled(records);
	}

	@Override
	public void retried() {
		this.stage.retried();
	}

	@Override
	public void retried(Throwable error) {
		this.stage.retried(error);
	}

	private WatchedStage ofItsOwn() {
		return new WatchedStage(this.stage, this.work, this.name);
	}

	private StageStep startHeld(long records) {
		this.held = Stage.super.start(records);
		return this.held;
	}

	private StageStep stepHeld() {
		this.held = Stage.super.step();
		return this.held;
	}

}
