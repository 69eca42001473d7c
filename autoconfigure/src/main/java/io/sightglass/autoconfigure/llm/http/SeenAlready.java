package io.sightglass.autoconfigure.llm.http;

import io.micrometer.observation.ObservationView;
import io.sightglass.llm.LlmCall;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is part of a call that another integration measures: that one has put
 * it into an observation above.
 */
final class SeenAlready {

	private SeenAlready() {
	}

	static boolean by(@Nullable ObservationView innermost) {
		ObservationView observation = innermost;
		while (observation != null) {
			if (observation.getContextView().get(LlmCall.class) != null) {
				return true;
			}
			observation = observation.getContextView().getParentObservation();
		}
		return false;
	}

}
