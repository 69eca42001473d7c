package io.sightglass.test;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.http.HttpExchange;
import io.sightglass.meters.http.HttpMeters;
import org.junit.jupiter.api.Test;

import static io.sightglass.test.SightglassAssertions.assertThat;
import static io.sightglass.test.SightglassAssertions.assertThatThrownBy;

class HttpAssertTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final HttpMeters meters = HttpMeters.in(this.registry);

	@Test
	void countsByRouteAndStatus() {
		answer("200");
		answer("404");
		HttpExchange open = this.meters.start();
		assertThat(this.registry).http("GET", "/orders/{id}").hasRequests(2).hasRequests(1, 404).hasActive(1);
		assertThatThrownBy(() -> assertThat(this.registry).hasNothingOpen())
			.hasMessage("Expected nothing to be open, but there is still:%n  http.requests.active 1".formatted());
		assertThatThrownBy(() -> assertThat(this.registry).http("GET", "/orders/7").hasRequests(1))
			.hasMessageContaining("GET /orders/7: expected 1 requests, but there were 0.")
			.hasMessageContaining("http.requests{method=GET, outcome=CLIENT_ERROR, status=404, uri=/orders/{id}} 1");
		open.answered("http.server.requests", KeyValues.empty(), "none");
		assertThat(this.registry).hasNothingOpen();
	}

	private void answer(String status) {
		this.meters.start()
			.answered("http.server.requests",
					KeyValues.of("method", "GET", "uri", "/orders/{id}", "status", status, "exception", "none",
							"outcome", status.startsWith("2") ? "SUCCESS" : "CLIENT_ERROR", "error", "none"),
					"none");
	}

}
