package io.sightglass.autoconfigure.http;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What only servlets do.
 */
abstract class ServletExchangeTests extends ExchangeTests {

	ServletExchangeTests(Server server) {
		super(server);
	}

	@Test
	void countsATimeoutOnceAsWhatTheClientSaw() {
		HttpResponse<byte[]> response = app().get("/timeout");
		assertThat(response.statusCode()).isEqualTo(503);
		app().await(() -> {
			assertThat(app().weighed("/timeout")).isOne();
			assertThat(app().counted("status", "503", "uri", "/timeout")).isOne();
		});
		assertThat(app().counted("uri", "/error")).isZero();
		assertThat(app().counted("uri", "/timeout", "status", "200")).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/deferred/failed", "/future/failed", "/stream/failed" })
	void countsAnAnswerThatFailsLaterUnderItsRoute(String route) {
		app().get(route);
		// The time is written last.
		app().await(() -> assertThat(app().timed("status", "500", "uri", route)).isOne());
		assertThat(app().counted("status", "500", "uri", route)).isOne();
		assertThat(app().counted("uri", "/error")).isZero();
	}

	@Test
	void countsAForwardOnceAndWeighsItsTarget() {
		double before = app().counted();
		assertThat(app().get("/forward").body()).hasSize(7);
		app().await(() -> assertThat(app().counted() - before).isOne());
	}

}
