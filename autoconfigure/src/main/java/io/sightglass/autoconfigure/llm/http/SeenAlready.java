package io.sightglass.autoconfigure.llm.http;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.sightglass.autoconfigure.llm.MeasuredLibrary;
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
		return inScope() || MeasuredLibrary.isAsking();
	}

	private static boolean inScope() {
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
		return call(innermost) != null;
	}

	static @Nullable LlmCall call(@Nullable ObservationView innermost) {
		ObservationView observation = innermost;
		while (observation != null) {
			LlmCall call = observation.getContextView().get(LlmCall.class);
			if (call != null) {
				return call;
			}
			observation = observation.getContextView().getParentObservation();
		}
		return null;
	}

}
