package io.sightglass.autoconfigure.http;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * More odd conversations than a build has time for; more still with
 * {@code -Dsightglass.judge.conversations=100000}.
 */
class HttpTwinEndurance {

	private static final int CONVERSATIONS = Integer.getInteger("sightglass.judge.conversations", 10_000);

	@ParameterizedTest
	@EnumSource(Server.class)
	void countsWhatBootAndTheClientCount(Server server) throws IOException {
		HttpTwinTests.compare(server, 1, CONVERSATIONS, CONVERSATIONS / 5);
	}

}
