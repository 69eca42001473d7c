package io.sightglass.autoconfigure.lifetime;

import io.sightglass.autoconfigure.pipeline.KafkaBroker;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What has ended with a library that is measured is gone, as far as it is without us.
 */
@ExtendWith(KafkaBroker.class)
class EndedLibrariesTests {

	@BeforeAll
	static void topic() {
		KafkaBroker.topics(1, LibraryApps.TOPIC);
	}

	// LibrariesEndurance: twenty.
	@ParameterizedTest
	@EnumSource
	void leaveNothingBehind(Library library) throws Exception {
		LibraryRounds.leaveNothing(library, 2);
	}

}
