package io.sightglass.instrumentation.internal.stage;

import java.util.function.Consumer;
import java.util.function.Predicate;

import io.sightglass.meters.pipeline.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A method that is a stage.
 *
 * @param stage the stage
 * @param filtered whether a result says that its record was filtered
 * @param broken is given what the result throws when it is asked
 */
public record StageMethod(Stage stage, Predicate<@Nullable Object> filtered, Consumer<Throwable> broken) {

	void completed(@Nullable Object result) {
		if (isFiltered(result)) {
			this.stage.filtered(1);
		}
		else {
			this.stage.processed(1);
		}
	}

	// A collection may be one that asks its database, and the method has returned well.
	private boolean isFiltered(@Nullable Object result) {
		try {
			return this.filtered.test(result);
		}
		catch (Throwable ex) {
			this.broken.accept(ex);
			return false;
		}
	}

}
