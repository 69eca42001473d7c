package io.sightglass.registry.internal.scrape;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fast scrape against the client library's, over registries that nobody thought of.
 */
@Execution(ExecutionMode.SAME_THREAD)
class RandomScrapesTests {

	private static final int REGISTRIES = Integer.getInteger("sightglass.scrape.registries", 400);

	private int compared;

	private int refused;

	private int fast;

	@BeforeAll
	static void beQuiet() {
		((Logger) LoggerFactory.getLogger("io.micrometer")).setLevel(Level.ERROR);
		((Logger) LoggerFactory.getLogger(FastScrape.class)).setLevel(Level.ERROR);
	}

	@ParameterizedTest
	@CsvSource({ "true, false", "false, false", "true, true", "false, true" })
	void everyScrapeIsTheSame(boolean striped, boolean created) {
		// Without the property, seconds; with it, milliseconds in Prometheus text.
		PrometheusConfig config = Scene.config(Map.of(Scene.CREATED, Boolean.toString(created)));
		PrometheusConfig millis = Scene.config(Map.of(Scene.CREATED, Boolean.toString(created),
				"io.prometheus.exporter.prometheusTimestampsInMs", "true"));
		for (long seed = 0; seed < REGISTRIES; seed++) {
			MockClock clock = new MockClock();
			Scene scene = new Scene(clock, (seed % 2 == 0) ? config : millis, striped);
			RandomMeters meters = new RandomMeters(seed, scene.meters);
			Random random = new Random(seed);
			for (int scrape = 0; scrape < 12; scrape++) {
				for (int i = random.nextInt(8); i > 0; i--) {
					meters.step();
				}
				clock.add(Duration.ofMillis(random.nextInt(20_000)));
				compare(seed, scene, random);
			}
			Plan plan = scene.plan();
			this.fast += plan.entries().size();
		}
		// It compares something, and mostly what is fast.
		assertThat(this.compared).isGreaterThan(REGISTRIES * 10);
		assertThat(this.refused).isLessThan(this.compared / 10);
		assertThat(this.fast).isGreaterThan(REGISTRIES * 3);
	}

	private void compare(long seed, Scene scene, Random random) {
		ScrapeFormat format = random.nextBoolean() ? ScrapeFormat.TEXT : ScrapeFormat.OPEN_METRICS;
		Set<String> names = (random.nextInt(4) == 0) ? scene.plan()
			.entries()
			.keySet()
			.stream()
			.filter((any) -> random.nextBoolean())
			.collect(Collectors.toSet()) : null;
		String actual = scene.fast(format, names);
		String expected = client(scene, format, names);
		if (expected != null) {
			this.compared++;
			if (!actual.equals(expected)) {
				assertThat(actual.lines()).as("seed " + seed).containsExactlyElementsOf(expected.lines().toList());
				assertThat(actual).as("seed " + seed).isEqualTo(expected);
			}
		}
	}

	// It fails as a whole where two families meet with the same labels.
	private @Nullable String client(Scene scene, ScrapeFormat format, @Nullable Set<String> names) {
		try {
			return scene.client(format, names);
		}
		catch (RuntimeException ex) {
			this.refused++;
			return null;
		}
	}

}
