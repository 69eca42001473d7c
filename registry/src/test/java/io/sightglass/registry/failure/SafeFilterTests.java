package io.sightglass.registry.failure;

import java.util.List;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@NullUnmarked
class SafeFilterTests {

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), Clock.SYSTEM, "", null, null);

	@ParameterizedTest
	@ValueSource(strings = { "value", "key", "name" })
	void whatAnswersWithANameOrATagThatIsNoneHasNoSay(String none) {
		this.registry.config().meterFilter(new MeterFilter() {
			@Override
			public Meter.Id map(Meter.Id id) {
				return switch (none) {
					case "value" -> id.replaceTags(List.of(new Nothing("country", null)));
					case "key" -> id.replaceTags(List.of(new Nothing(null, "de")));
					default -> id.withName("");
				};
			}
		});
		this.registry.counter("orders", "country", "de").increment();
		this.registry.timer("time", "country", "de");
		Gauge.builder("stock", () -> 3).register(this.registry);
		assertThat(this.registry.scrape()).contains("orders_total{country=\"de\"} 1.0",
				"time_seconds_count{country=\"de\"} 0", "stock 3.0", "sightglass_failures_total{family=\"registry\"}");
	}

	private record Nothing(String getKey, String getValue) implements Tag {
	}

}
