package io.sightglass.registry.judge;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.tck.MeterRegistryCompatibilityKit;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
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
			return new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), new MockClock(),
					"", null, null);
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
			ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
			});
			SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
					collectors, new MockClock(), "", null, null);
			collectors.watch(registry, PrometheusConfig.DEFAULT);
			registry.config().meterFilter(new SeriesLimiter(new SeriesLimits(100, 10_000), ""));
			return registry;
		}

		@Override
		public Duration step() {
			return PrometheusConfig.DEFAULT.step();
		}

	}

	@Nested
	class Expiring extends MeterRegistryCompatibilityKit {

		@Override
		public MeterRegistry registry() {
			ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
			});
			SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
					collectors, new MockClock(), "", Duration.ofHours(1), null);
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
