package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same odd requests to an application and to its twin with Boot's own meters: what
 * Boot counts we count, under the same tags, and what we count has a counter too.
 */
class HttpTwinTests {

	private static final int READ = 200;

	private static final int LEFT = 40;

	private static final int BATCH = 50;

	@ParameterizedTest
	@EnumSource(Server.class)
	void countsWhatBootAndTheClientCount(Server server) throws IOException {
		compare(server, 16, READ, LEFT);
	}

	/**
	 * Compares them over a program.
	 * @param server the server
	 * @param seed the program's seed
	 * @param read how many conversations are read to their end
	 * @param left how many are broken off after that
	 * @throws IOException if a server cannot be reached
	 */
	static void compare(Server server, long seed, int read, int left) throws IOException {
		try (HttpTwin twin = new HttpTwin(server, "sightglass.http.exclude=/elsewhere/**,/{any}/nowhere/{at}/all")) {
			// Reactor Netty falls silent now and then on a connection that goes on after
			// odd requests, with us and without.
			OddRequests odd = new OddRequests(seed, server != Server.NETTY);
			for (int i = 1; i <= read; i++) {
				twin.hold(odd.read());
				if (i % BATCH == 0 || i == read) {
					twin.compare("conversation " + i + " of seed " + seed);
				}
			}
			twin.compareWithTheClient();
			breakOff(twin, odd, seed, left, (server == Server.TOMCAT) ? "/endless" : null);
		}
	}

	private static void breakOff(HttpTwin twin, OddRequests odd, long seed, int left, @Nullable String lost)
			throws IOException {
		double endless = twin.ours().counted("uri", "/endless");
		int resets = 0;
		for (int i = 1; i <= left; i++) {
			Conversation conversation = odd.left();
			twin.breakOff(conversation);
			resets += (conversation.ending() == Conversation.Ending.RESET) ? 1 : 0;
			if (i % BATCH == 0 || i == left) {
				double expected = endless + resets;
				twin.ours().await(() -> assertThat(twin.ours().counted("uri", "/endless")).isEqualTo(expected));
				twin.compareCounts("broken conversation " + i + " of seed " + seed, lost);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Server.class)
	void excludesOnlyWhatTheServerTakesThere(Server server) throws IOException {
		try (HttpTwin twin = new HttpTwin(server)) {
			for (String path : List.of("/actuator/..;/x", "/actuator/../orders/1", "/actuator/./../orders/1",
					"/actuator/%2e%2e/orders/1", "/actuator;x/../orders/1", "/orders/1;/actuator", "/actuators",
					"//actuators/x", "/orders/../actuator/health", "/orders/..;/actuator/health",
					"/orders/%2e%2e/actuator/health", "/orders/x/../../actuator/secret", "//actuator/health",
					"/./actuator/health")) {
				twin.hold(get(path));
			}
			twin.compare("what is not excluded");
			double counted = twin.ours().counted();
			assertThat(counted).isPositive();
			assertThat(get("/actuator/health").hold(twin.ours().port())).containsExactly("200");
			assertThat(get("/orders/../actuator/health").hold(twin.ours().port())).containsAnyOf("200", "400", "404");
			assertThat(twin.ours().counted("uri", "/actuator/health")).isZero();
			assertThat(twin.ours().timed()).isEqualTo(twin.ours().counted());
		}
	}

	private static Conversation get(String path) {
		byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8);
		return new Conversation(List.of(request), false, Conversation.Ending.READ);
	}

}
