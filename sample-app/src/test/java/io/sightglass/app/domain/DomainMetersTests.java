package io.sightglass.app.domain;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.app.domain.IncidentMeters.Severity;
import io.sightglass.app.domain.IncidentMeters.Status;
import io.sightglass.app.domain.NotificationMeters.Channel;
import io.sightglass.app.domain.Shop.Order;
import io.sightglass.meters.instrument.Outcome;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static io.sightglass.test.SightglassAssertions.assertThat;
import static io.sightglass.test.SightglassAssertions.assertThatIllegalArgumentException;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "demo.load.enabled=false")
class DomainMetersTests {

	@Test
	void countsWhatTheShopDoesAndShowsItToPrometheus(@LocalServerPort int port, @Autowired Shop shop,
			@Autowired Incidents incidents, @Autowired MeterRegistry registry) {
		shop.order(new Order("de", true, 20));
		assertThatIllegalArgumentException().isThrownBy(() -> shop.order(new Order("de", true, 0)));
		incidents.handle(Severity.CRITICAL);
		assertThat(registry).set(OrderMeters.class)
			.hasRecorded(2, (meters) -> meters.placed("de", true))
			.hasRecorded(1, Outcome.SUCCESS, (meters) -> meters.fulfilling(true))
			.hasRecorded(1, Outcome.ERROR, (meters) -> meters.fulfilling(true))
			.hasCount(2, (meters) -> meters.paid(0))
			.hasTotal(20, (meters) -> meters.paid(0))
			.hasLevel(0, (meters) -> meters.open());
		assertThat(registry).set(NotificationMeters.class)
			.hasCount(1, (meters) -> meters.size(Channel.PAGER, 0))
			.hasLevel(2, (meters) -> meters.queued());
		assertThat(registry).set(IncidentMeters.class)
			.hasRecorded(1, (meters) -> meters.incident(Severity.CRITICAL, Status.ESCALATED))
			.hasLevel(0, (meters) -> meters.active(Severity.CRITICAL));
		String scrape = RestClient.create("http://127.0.0.1:" + port)
			.get()
			.uri("/actuator/prometheus")
			.retrieve()
			.body(String.class);
		assertThat(scrape).contains(
				"# HELP orders_placed_total Orders that were placed, by country and whether they are express.",
				"orders_placed_total{country=\"de\",env=\"demo\",express=\"true\"} 2.0",
				"order_fulfilment_duration_seconds_count{env=\"demo\",express=\"true\",outcome=\"success\"} 1",
				"orders_open{env=\"demo\"} 0.0");
	}

	@Test
	void describesTheSetsBesideTheirClasses() {
		assertThat(OrderMeters.class.getResource("OrderMeters.meters.json")).isNotNull();
		assertThat(OrderMeters.class.getResource("OrderMeters.meters.md")).isNotNull();
	}

}
