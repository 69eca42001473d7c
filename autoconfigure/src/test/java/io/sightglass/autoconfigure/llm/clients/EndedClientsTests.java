package io.sightglass.autoconfigure.llm.clients;

import java.time.Duration;

import io.sightglass.autoconfigure.lifetime.LibraryRounds;
import org.junit.jupiter.api.Test;

/**
 * Applications that asked models through every client, and ended. With and without
 * Sightglass, OpenAI's SDK keeps a thread of each client that it closes, and OkHttp some
 * of all.
 */
class EndedClientsTests {

	@Test
	void leaveNothingBehind() throws Exception {
		LibraryRounds.leaveNothing((on, ended) -> {
			try (Clients clients = new Clients(Duration.ZERO, "sightglass.enabled=" + on)) {
				clients.all().forEach((client) -> clients.ask(client, "hello", false));
				clients.all().forEach((client) -> clients.ask(client, "hello", true));
				ended.accept(clients.context());
			}
		}, 2, "openai-stream-handler-thread-#");
	}

}
