package io.sightglass.autoconfigure.lifetime;

import io.sightglass.autoconfigure.pipeline.KafkaBroker;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Twenty applications of each library in one JVM.
 */
@ExtendWith(KafkaBroker.class)
class LibrariesEndurance {

	@BeforeAll
	static void topic() {
		KafkaBroker.topics(1, LibraryApps.TOPIC);
	}

	@ParameterizedTest
	@EnumSource
	void leaveNothingBehind(Library library) throws Exception {
		LibraryRounds.leaveNothing(library, 20);
	}

}
