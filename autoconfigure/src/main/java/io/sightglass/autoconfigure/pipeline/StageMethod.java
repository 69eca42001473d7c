package io.sightglass.autoconfigure.pipeline;

import java.util.function.Predicate;

import io.sightglass.pipeline.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A method that is a stage.
 *
 * @param stage the stage
 * @param filtered whether a result says that its record was filtered
 */
record StageMethod(Stage stage, Predicate<@Nullable Object> filtered) {

	void left(@Nullable Object result) {
		if (this.filtered.test(result)) {
			this.stage.filtered(1);
		}
		else {
			this.stage.processed(1);
		}
	}

}
