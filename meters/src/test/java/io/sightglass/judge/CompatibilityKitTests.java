package io.sightglass.judge;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.tck.MeterRegistryCompatibilityKit;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.SeriesLimiter;
import io.sightglass.registry.SeriesLimits;
import io.sightglass.scrape.GuardedPrometheusRegistry;
import io.sightglass.striped.SightglassPrometheusRegistry;
import org.junit.jupiter.api.Nested;

/**
 * Micrometer's own suite for registries, against ours alone and as the starter sets it
 * up.
 */
class CompatibilityKitTests {

	@Nested
	class Alone extends MeterRegistryCompatibilityKit {

		@Override
		public MeterRegistry registry() {
			return new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(),
					new MockClock());
		}

		@Override
		public Duration step() {
			return PrometheusConfig.DEFAULT.step();
		}

	}

	@Nested
	class Limited extends MeterRegistryCompatibilityKit {

		@Override
		public MeterRegistry registry() {
			GuardedPrometheusRegistry collectors = new GuardedPrometheusRegistry((failure) -> {
			});
			SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
					collectors, new MockClock());
			collectors.watch(registry, PrometheusConfig.DEFAULT);
			registry.config().meterFilter(new SeriesLimiter(new SeriesLimits(100, 10_000), ""));
			return registry;
		}

		@Override
		public Duration step() {
			return PrometheusConfig.DEFAULT.step();
		}

	}

}
