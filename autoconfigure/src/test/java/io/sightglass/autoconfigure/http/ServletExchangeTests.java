package io.sightglass.autoconfigure.http;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

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
			assertThat(app().weighed("/timeout") + app().weighed("/error")).isOne();
			assertThat(app().counted("status", "503")).isOne();
		});
		assertThat(app().counted("uri", "/timeout", "status", "200")).isZero();
	}

	@Test
	void countsAForwardOnceAndWeighsItsTarget() {
		double before = app().counted();
		assertThat(app().get("/forward").body()).hasSize(7);
		app().await(() -> assertThat(app().counted() - before).isOne());
	}

}
