package io.sightglass.autoconfigure.llm.http;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.sightglass.llm.LlmCall;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is part of a call that another integration measures: that one has put
 * it into an observation above.
 */
final class SeenAlready {

	// Scopes are the thread's, whatever registry they were opened through.
	private static final ObservationRegistry scopes = ObservationRegistry.create();

	private SeenAlready() {
	}

	/**
	 * Looks through the scopes of this thread, as a client without a registry opens one
	 * that has no parent.
	 * @return whether another integration measures what this thread does
	 */
	static boolean onThisThread() {
		Observation.Scope scope = scopes.getCurrentObservationScope();
		while (scope != null) {
			if (by(scope.getCurrentObservation())) {
				return true;
			}
			scope = scope.getPreviousObservationScope();
		}
		return false;
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
