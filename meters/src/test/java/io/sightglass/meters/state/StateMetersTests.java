package io.sightglass.meters.state;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StateMetersTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final StateMeters state = StateMeters.of(new Instruments(this.registry));

	@Test
	void showsWhatItWasToldLast() {
		this.state.health("db", 0);
		this.state.health("db", 1);
		this.state.leader("orders", true);
		this.state.term("orders", 42);
		this.state.members("router", 3);
		assertThat(this.registry.scrape()).contains("health_status{component=\"db\"} 1.0")
			.contains("cluster_leader{role=\"orders\"} 1.0")
			.contains("cluster_term{role=\"orders\"} 42.0")
			.contains("cluster_members{type=\"router\"} 3.0");
	}

	@Test
	void namesTheBuild() {
		this.state.build("1.4.0", null);
		assertThat(this.registry.scrape()).contains("build_info{revision=\"unknown\",version=\"1.4.0\"} 1");
	}

	@Test
	void foldsMoreComponentsThanItHasRoomFor() {
		for (int i = 0; i < 300; i++) {
			this.state.health("c" + i, 1);
		}
		assertThat(this.registry.find("health.status").gauges()).hasSize(201);
	}

}
