package io.sightglass.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.sightglass.fuzz.Exposition;
import io.sightglass.fuzz.Exposition.Sample;
import io.sightglass.fuzz.Mutations;
import io.sightglass.fuzz.Promtool;
import io.sightglass.fuzz.Work;
import io.sightglass.registry.tag.ScrapeLimits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class HostileTextsFuzzTests {

	private static final List<String> FORMATS = List.of(PrometheusTextFormatWriter.CONTENT_TYPE,
			OpenMetricsTextFormatWriter.CONTENT_TYPE);

	// What the registry says of itself.
	private static final String OWN = "sightglass_";

	@BeforeAll
	static void beQuiet() {
		((Logger) LoggerFactory.getLogger("io")).setLevel(Level.OFF);
	}

	@FuzzTest
	void areScraped(byte[] input) throws Exception {
		Fields fields = Fields.of(input);
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		PrometheusMeterRegistry twin = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		Class<?> thrown = fields.register(registry);
		Class<?> twins = fields.register(twin);
		for (String format : FORMATS) {
			// The first is the client library's, the second made of kept text.
			String first = registry.scrape(format);
			assertThat(others(registry.scrape(format))).isEqualTo(others(first));
			for (Sample sample : Exposition.read(first)) {
				isBounded(sample);
			}
			if (fields.isUsual() && twins == null) {
				assertThat(thrown).isNull();
				assertThat(others(first)).isEqualTo(scraped(twin, format, others(first)));
			}
		}
		registry.close();
		twin.close();
		Work.isLinear(input, 2048, HostileTextsFuzzTests::scrape);
	}

	@Test
	@Tag("mutations")
	void areScrapedOfMutations() {
		Mutations.of(HostileTextsFuzzTests.class, "areScraped", (input) -> {
			if (input.length % 4 == 0) {
				areScraped(input);
			}
		});
	}

	@Test
	@Tag("mutations")
	void areReadByPrometheus() throws IOException {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		Mutations.of(HostileTextsFuzzTests.class, "areScraped", (input) -> {
			if (input.length % 4 == 0) {
				Fields.of(input).register(registry);
			}
		});
		String scrape = registry.scrape();
		assertThat(scrape.lines().count()).isGreaterThan(500);
		assertThat(Promtool.says(scrape, "check", "metrics")).doesNotContain("error while linting");
	}

	// Micrometer's fails as a whole where two meters meet, or one has a label that is not
	// its own.
	private static List<String> scraped(PrometheusMeterRegistry twin, String format, List<String> otherwise) {
		try {
			return others(twin.scrape(format));
		}
		catch (RuntimeException ex) {
			return otherwise;
		}
	}

	private static List<String> others(String scrape) {
		return scrape.lines().filter((line) -> !line.contains(OWN)).toList();
	}

	private static void scrape(byte[] input) {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		Fields.of(input).register(registry);
		registry.scrape();
		registry.close();
	}

	private static void isBounded(Sample sample) {
		assertThat(length(sample.name())).isLessThanOrEqualTo(ScrapeLimits.PROMETHEUS_LABEL_VALUE);
		assertThat(sample.labels().size()).isLessThanOrEqualTo(ScrapeLimits.PROMETHEUS_LABELS);
		sample.labels().forEach((name, value) -> {
			assertThat(length(name)).isLessThanOrEqualTo(ScrapeLimits.PROMETHEUS_LABEL_NAME);
			assertThat(length(value)).isLessThanOrEqualTo(ScrapeLimits.VALUE_BYTES);
		});
	}

	private static int length(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

}
