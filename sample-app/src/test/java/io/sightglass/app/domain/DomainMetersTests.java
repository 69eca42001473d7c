package io.sightglass.app.domain;

import io.sightglass.app.domain.IncidentMeters.Severity;
import io.sightglass.app.domain.Shop.Order;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "demo.load.enabled=false")
class DomainMetersTests {

	@Test
	void showsTheShopsOwnMetersToPrometheus(@LocalServerPort int port, @Autowired Shop shop,
			@Autowired Incidents incidents) {
		shop.order(new Order("de", true, 20));
		assertThatIllegalArgumentException().isThrownBy(() -> shop.order(new Order("de", true, 0)));
		incidents.handle(Severity.CRITICAL);
		String scrape = RestClient.create("http://127.0.0.1:" + port)
			.get()
			.uri("/actuator/prometheus")
			.retrieve()
			.body(String.class);
		assertThat(scrape).contains(
				"# HELP orders_placed_total Orders that were placed, by country and whether they are express.",
				"orders_placed_total{country=\"de\",env=\"demo\",express=\"true\"} 2.0",
				"order_fulfilment_duration_seconds_count{env=\"demo\",express=\"true\",outcome=\"success\"} 1",
				"order_fulfilment_duration_seconds_count{env=\"demo\",express=\"true\",outcome=\"error\"} 1",
				"orders_open{env=\"demo\"} 0.0", "order_value_euros_sum{env=\"demo\"} 20.0",
				"notification_size_bytes_count{channel=\"pager\",env=\"demo\"} 1",
				"notification_queue_size{env=\"demo\"} 2.0",
				"incidents_total{env=\"demo\",severity=\"critical\",status=\"escalated\"} 1.0",
				"incidents_active{env=\"demo\",severity=\"critical\"} 0.0");
	}

	@Test
	void describesTheSetsBesideTheirClasses() {
		assertThat(OrderMeters.class.getResource("OrderMeters.meters.json")).isNotNull();
		assertThat(OrderMeters.class.getResource("OrderMeters.meters.md")).isNotNull();
	}

}
