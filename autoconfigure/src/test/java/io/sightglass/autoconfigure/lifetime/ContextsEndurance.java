package io.sightglass.autoconfigure.lifetime;

import org.junit.jupiter.api.Test;

/**
 * An application that is started and ended a hundred times in one JVM.
 */
class ContextsEndurance {

	@Test
	void leaveNothingBehind() {
		Rounds.leaveNothing(10);
	}

}
