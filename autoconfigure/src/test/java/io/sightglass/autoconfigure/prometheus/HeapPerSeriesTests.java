package io.sightglass.autoconfigure.prometheus;

import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;

import javax.management.ObjectName;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.CoreContext;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.internal.scrape.FastScrape;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a series takes on the heap, through the whole starter and with the text of both
 * formats kept, against Boot alone: live objects, counted by the JVM.
 */
class HeapPerSeriesTests {

	// As many values of each tag and as many series of a name as are kept by default. All
	// together they are more than a scrape has by default.
	private static final int NAMES = 2;

	private static final int VALUES = 80;

	private static final int SERIES = NAMES * VALUES * VALUES;

	private static final Duration[] BOUNDS = { Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
			Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(100),
			Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2),
			Duration.ofSeconds(5) };

	// Well above what is measured, and below what a further object a series would take
	// of a few kinds together: docs/performance.md has the figures.
	@ParameterizedTest
	@CsvSource({ "counter, 100", "timer, 150", "buckets, -300" })
	void aSeriesTakesLittleMoreThanWithBootAlone(String kind, long most) {
		double boots = bytesPerSeries(kind, false);
		double ours = bytesPerSeries(kind, true);
		assertThat(ours - boots).isLessThan(most);
	}

	private static double bytesPerSeries(String kind, boolean starter) {
		double[] bytes = new double[1];
		CoreContext.runner()
			.withConfiguration(AutoConfigurations.of(FastScrapeAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=prometheus",
					"management.metrics.tags.app=shop", "sightglass.enabled=" + starter,
					"sightglass.cardinality.max-scrape-samples=1000000", "sightglass.cardinality.max-scrape-size=1GB")
			.run((context) -> {
				PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
				assertThat(registry instanceof SightglassPrometheusRegistry).isEqualTo(starter);
				fill(registry, kind, "warm", 4);
				scrape(context, registry, starter);
				long before = live();
				for (int name = 0; name < NAMES; name++) {
					fill(registry, kind, "series." + name, VALUES);
				}
				scrape(context, registry, starter);
				bytes[0] = (live() - before) / (double) SERIES;
				assertThat(registry.getMeters()).hasSizeGreaterThan(SERIES)
					.noneMatch((meter) -> meter.getId().getTags().contains(Tag.of("shop", "other")));
			});
		return bytes[0];
	}

	private static void fill(MeterRegistry registry, String kind, String name, int values) {
		for (int i = 0; i < values * values; i++) {
			String shop = "shop-" + i % values;
			String country = "country-" + i / values;
			switch (kind) {
				case "counter" -> registry.counter(name, "shop", shop, "country", country).increment(i);
				case "timer" ->
					registry.timer(name, "shop", shop, "country", country).record(Duration.ofMillis(i % 1000 + 1));
				case "buckets" -> Timer.builder(name)
					.tags("shop", shop, "country", country)
					.serviceLevelObjectives(BOUNDS)
					.register(registry)
					.record(Duration.ofMillis(i % 1000 + 1));
				default -> throw new IllegalArgumentException(kind);
			}
		}
	}

	// A number that rests has its text from the third time on.
	private static void scrape(ApplicationContext context, PrometheusMeterRegistry registry, boolean starter)
			throws Exception {
		for (int i = 0; i < 3; i++) {
			for (ScrapeFormat format : ScrapeFormat.values()) {
				if (starter) {
					context.getBean(FastScrape.class).write(format, null, OutputStream.nullOutputStream());
				}
				else {
					registry.scrape(OutputStream.nullOutputStream(), format.contentType());
				}
			}
		}
	}

	// The histogram of the heap counts after a full collection. What waits for another
	// one, or for its finalizer, makes the number larger; nothing makes it smaller. Only
	// every fourth collection of the serial collector leaves no dead objects in between.
	private static long live() throws Exception {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 4; i++) {
			String histogram = (String) ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { new String[0] }, new String[] { String[].class.getName() });
			String[] total = histogram.substring(histogram.lastIndexOf("Total")).trim().split("\\s+");
			least = Math.min(least, Long.parseLong(total[2]));
		}
		return least;
	}

}
