package io.sightglass.instrumentation.reactor;

import java.util.function.Predicate;

import io.sightglass.meters.pipeline.Breakable;
import io.sightglass.meters.pipeline.Stage;
import org.jspecify.annotations.Nullable;

/**
 * One record that is on its way in one subscription of a Mono.
 *
 * @param <T> the type of the element
 */
final class RecordTap<T> implements TapEvents<T> {

	private final Stage stage;

	private final Predicate<@Nullable Object> filtered;

	private volatile boolean ended;

	RecordTap(Stage stage, Predicate<@Nullable Object> filtered) {
		this.stage = stage;
		this.filtered = filtered;
	}

	@Override
	public long subscribed() {
		return this.stage.startTiming();
	}

	@Override
	public void element(T element) {
		leave(element);
	}

	@Override
	public void completed(long begun) {
		if (!this.ended) {
			leave(null);
		}
		this.stage.stopTiming(begun);
	}

	@Override
	public void failed(long begun, Throwable error) {
		if (!this.ended) {
			this.stage.failed(1, error);
		}
		this.stage.stopTiming(begun);
	}

	// Many a subscriber cancels once it has the element: then nothing was cut short.
	@Override
	public void cancelled(long begun) {
		if (!this.ended) {
			this.stage.cancelled(1);
		}
		this.stage.stopTiming(begun);
	}

	@SuppressWarnings("NullAway") // The predicate is one of what may be nothing.
	private void leave(@Nullable Object element) {
		this.ended = true;
		if (PipelineTap.isFiltered(this.stage, this.filtered, element)) {
			this.stage.filtered(1);
		}
		else {
			this.stage.processed(1);
		}
	}

	@Override
	public void broken(Throwable failure) {
		Breakable.broken(this.stage, failure);
	}

}
