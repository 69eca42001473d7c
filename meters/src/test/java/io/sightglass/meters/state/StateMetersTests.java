package io.sightglass.meters.state;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StateMetersTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void showsWhatItWasToldLast() {
		StateMeters state = StateMeters.in(new Instruments(this.registry));
		state.health("db", 0);
		state.health("db", 1);
		state.leader("orders", true);
		state.term("orders", 42);
		state.members("router", 3);
		assertThat(this.registry.scrape()).contains("health_status{component=\"db\"} 1.0")
			.contains("cluster_leader{role=\"orders\"} 1.0")
			.contains("cluster_term{role=\"orders\"} 42.0")
			.contains("cluster_members{type=\"router\"} 3.0");
	}

	@Test
	void namesTheBuild() {
		StateMeters state = StateMeters.in(new Instruments(this.registry));
		state.build("1.4.0", null);
		assertThat(this.registry.scrape()).contains("build_info{revision=\"unknown\",version=\"1.4.0\"} 1");
	}

	@Test
	void tellsOfALookBeforeThereIsAnythingToSee() {
		AtomicInteger looks = new AtomicInteger();
		StateMeters.in(new Instruments(this.registry), looks::incrementAndGet);
		assertThat(this.registry.scrape()).isEmpty();
		assertThat(looks).hasValue(1);
	}

	// What makes the meters, with Spring, cannot answer yet.
	@Test
	void whoReadsTheMetersWhileTheyAreRegisteredDoesNotLook() {
		AtomicInteger looks = new AtomicInteger();
		this.registry.config().onMeterAdded((meter) -> meter.measure().forEach((each) -> looks.addAndGet(100)));
		StateMeters.in(new Instruments(this.registry), looks::incrementAndGet);
		assertThat(looks).hasValue(0);
		this.registry.scrape();
		assertThat(looks).hasValue(1);
	}

	@Test
	void aLookThatThrowsIsCountedAndEndsNoScrape() {
		StateMeters.in(new Instruments(this.registry), () -> {
			throw new IllegalStateException("at a bad time");
		});
		this.registry.scrape();
		assertThat(this.registry.scrape()).contains("sightglass_failures_total{family=\"state\"}");
	}

	@Test
	void foldsMoreComponentsThanItHasRoomFor() {
		StateMeters state = StateMeters.in(new Instruments(this.registry));
		for (int i = 0; i < 300; i++) {
			state.health("c" + i, 1);
		}
		assertThat(this.registry.find("health.status").gauges()).hasSize(201);
	}

}
