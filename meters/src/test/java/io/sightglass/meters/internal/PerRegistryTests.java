package io.sightglass.meters.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.PipelineMeters;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PerRegistryTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void twoOwnersOfOneRegistryCountTogether() {
		PipelineMeters.in(this.registry).pipeline("orders").source("shop").received(3);
		PipelineMeters.in(this.registry).pipeline("orders").sink("warehouse").delivered(2);
		assertThat(this.registry.get("pipeline.records.in.flight").gauge().value()).isOne();
		ConnectionMeters.in(this.registry).endpoint("gateway", "tcp", Role.CLIENT).opened();
		ConnectionMeters.in(this.registry).endpoint("gateway", "tcp", Role.CLIENT).opened();
		assertThat(this.registry.get("connections.active").gauge().value()).isEqualTo(2);
		assertThat(LlmMeters.in(this.registry)).isSameAs(LlmMeters.in(this.registry));
		assertThat(LlmMeters.in(this.registry)).isNotSameAs(LlmMeters.in(new SimpleMeterRegistry()));
	}

	@Test
	void theMetersOfAnApplicationAreThoseOfItsRegistry() {
		PipelineMeters own = PipelineMeters.in(new Instruments(this.registry, "shop"), Sampler.NEVER);
		assertThat(PipelineMeters.in(this.registry)).isSameAs(own);
	}

	@Test
	void aRegistryThatWasClearedBeginsAnew() {
		PipelineMeters.in(this.registry).pipeline("orders").source("shop").received();
		this.registry.clear();
		this.registry.counter("another");
		PipelineMeters.in(this.registry).pipeline("orders").source("shop").received();
		assertThat(this.registry.get("pipeline.records.received").counter().count()).isOne();
	}

}
