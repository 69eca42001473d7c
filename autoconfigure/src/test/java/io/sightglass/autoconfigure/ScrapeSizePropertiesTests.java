package io.sightglass.autoconfigure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScrapeSizePropertiesTests {

	@ParameterizedTest
	@ValueSource(strings = { "sightglass.cardinality.max-scrape-samples=2000",
			"sightglass.cardinality.max-scrape-size=1MB" })
	void theWholeScrapeKeepsToTheProperty(String property) {
		CoreContext.runner().withPropertyValues(property).run((context) -> {
			PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
			for (int i = 0; i < 20_000; i++) {
				registry.counter("orders." + i % 100, "customer", "c" + i, "text", "x".repeat(300)).increment();
			}
			double counted = registry.getMeters()
				.stream()
				.filter((meter) -> meter.getId().getName().startsWith("orders."))
				.mapToDouble((meter) -> ((Counter) meter).count())
				.sum();
			assertThat(counted).isEqualTo(20_000);
			String scrape = registry.scrape();
			assertThat(scrape.length()).isLessThan(1 << 20);
			assertThat(scrape.lines()).hasSizeLessThan(4000);
			assertThat(scrape).contains("text=\"xxx").contains("sightglass_series_cut_total");
		});
	}

}
