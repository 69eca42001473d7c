package io.sightglass.test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.SightglassPrometheusRegistry;

/**
 * Registries as applications have them.
 */
enum Registries {

	SIMPLE, PREFIX, TAGGED, PROMETHEUS, SIGHTGLASS, COMPOSITE, NESTED, ONE_DENIES;

	Instruments instruments() {
		return new Instruments(registry(), switch (this) {
			case PREFIX, SIGHTGLASS -> "shop";
			case TAGGED -> "shop.eu";
			default -> "";
		});
	}

	private MeterRegistry registry() {
		return switch (this) {
			case SIMPLE, PREFIX -> new SimpleMeterRegistry();
			case TAGGED -> {
				MeterRegistry registry = new SimpleMeterRegistry();
				registry.config().commonTags("env", "test", "team", "shop");
				yield registry;
			}
			case PROMETHEUS -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
			case SIGHTGLASS -> new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
			case COMPOSITE -> new CompositeMeterRegistry().add(new SimpleMeterRegistry())
				.add(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
			case ONE_DENIES -> {
				MeterRegistry denying = new SimpleMeterRegistry();
				denying.config().meterFilter(MeterFilter.deny());
				yield new CompositeMeterRegistry().add(denying).add(new SimpleMeterRegistry());
			}
			case NESTED ->
				new CompositeMeterRegistry().add(new CompositeMeterRegistry().add(new SimpleMeterRegistry()));
		};
	}

}
