package io.sightglass.registry.judge;

import org.junit.jupiter.api.Test;

/**
 * More programs than a build has time for; more still with
 * {@code -Dsightglass.judge.programs=100000}.
 */
class DifferentialEndurance {

	private static final long PROGRAMS = Long.getLong("sightglass.judge.programs", 10_000);

	@Test
	void oursDoesWhatMicrometersDoes() {
		DifferentialTests.compare(0, PROGRAMS);
	}

}
