package io.sightglass.meters.pipeline;

import java.util.Locale;

/**
 * How records leave a stage.
 */
enum RecordOutcome {

	SUCCESS, FILTERED, ERROR, CANCELLED;

	String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
