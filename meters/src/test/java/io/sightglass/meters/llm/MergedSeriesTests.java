package io.sightglass.meters.llm;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * A filter of the application's that makes several series one loses nothing of them.
 */
class MergedSeriesTests {

	@ParameterizedTest
	@ValueSource(strings = { "simple", "prometheus", "ours", "composite" })
	void haveTheMoneyAndTheCallsOfAll(String kind) {
		MeterRegistry plain = registry(kind);
		MeterRegistry merged = registry(kind);
		merged.config().meterFilter(MeterFilter.ignoreTags("model"));
		for (MeterRegistry registry : List.of(plain, merged)) {
			LlmMeters meters = LlmMeters.in(new Instruments(registry), PriceBook.shipped());
			for (String model : List.of("gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4o")) {
				LlmCall call = meters.start("openai", model, "chat");
				call.usage(1000, 1000, 500, 0, 0);
				call.done();
				// In progress for good.
				meters.start("openai", model, "chat").firstToken();
			}
		}
		assertThat(merged.get("llm.cost").functionCounters()).hasSize(1);
		assertThat(money(merged, "llm.cost")).isPositive().isCloseTo(money(plain, "llm.cost"), within(1e-12));
		assertThat(money(merged, "llm.cache.saved")).isPositive()
			.isCloseTo(money(plain, "llm.cache.saved"), within(1e-12));
		assertThat(merged.get("llm.requests.active").gauge().value()).isEqualTo(4);
	}

	private static MeterRegistry registry(String kind) {
		return switch (kind) {
			case "simple" -> new SimpleMeterRegistry();
			case "prometheus" -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
			case "ours" -> new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
			default -> new CompositeMeterRegistry().add(new SimpleMeterRegistry());
		};
	}

	private static double money(MeterRegistry registry, String name) {
		return registry.get(name).functionCounters().stream().mapToDouble((counter) -> counter.count()).sum();
	}

}
