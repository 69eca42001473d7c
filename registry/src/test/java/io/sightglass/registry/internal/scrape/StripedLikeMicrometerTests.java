package io.sightglass.registry.internal.scrape;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The striped registry against Micrometer's, after the same steps.
 */
@Execution(ExecutionMode.SAME_THREAD)
class StripedLikeMicrometerTests {

	private static final int REGISTRIES = Integer.getInteger("sightglass.scrape.registries", 400);

	@BeforeAll
	static void beQuiet() {
		((Logger) LoggerFactory.getLogger("io.micrometer")).setLevel(Level.ERROR);
	}

	@Test
	void showsTheSameSeriesWithTheSameValues() {
		int compared = 0;
		for (long seed = 0; seed < REGISTRIES; seed++) {
			MockClock clock = new MockClock();
			PrometheusMeterRegistry striped = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
					new PrometheusRegistry(), clock, "", null, null);
			PrometheusMeterRegistry plain = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
					new PrometheusRegistry(), clock);
			List<RandomMeters> both = List.of(new RandomMeters(seed, striped), new RandomMeters(seed, plain));
			Random random = new Random(seed);
			for (int scrape = 0; scrape < 12; scrape++) {
				for (int i = random.nextInt(8); i > 0; i--) {
					both.forEach(RandomMeters::step);
				}
				clock.add(Duration.ofMillis(random.nextInt(20_000)));
				compared += compare(seed, striped, plain);
			}
		}
		assertThat(compared).isGreaterThan(REGISTRIES * 6);
	}

	private static int compare(long seed, PrometheusMeterRegistry striped, PrometheusMeterRegistry plain) {
		List<String> expected;
		try {
			// Prometheus 2 refuses a label with a colon, so ours has none.
			expected = lines(plain).stream().map((line) -> line.replace("\"c:d\"=", "c_d=")).toList();
		}
		catch (RuntimeException refused) {
			// It fails as a whole where two meters meet.
			return 0;
		}
		List<String> actual = lines(striped);
		assertThat(actual.stream().map(StripedLikeMicrometerTests::series)).as("seed " + seed)
			.containsExactlyElementsOf(expected.stream().map(StripedLikeMicrometerTests::series).toList());
		for (int i = 0; i < actual.size(); i++) {
			if (!actual.get(i).startsWith("#") && !actual.get(i).equals(expected.get(i))) {
				sameValue(seed, actual.get(i), value(actual.get(i)), value(expected.get(i)));
			}
		}
		return 1;
	}

	// Whose help is shown where a timer meets a function timer is not defined.
	private static List<String> lines(PrometheusMeterRegistry registry) {
		return registry.scrape().lines().filter((line) -> !line.startsWith("# HELP")).toList();
	}

	// Fractions are added in another order, and compared with a bound as they are.
	private static void sameValue(long seed, String line, double actual, double expected) {
		if (line.contains("_bucket{")) {
			assertThat(actual).as("seed %s, %s", seed, line).isGreaterThan(expected);
		}
		else {
			assertThat(actual).as("seed %s, %s", seed, line).isCloseTo(expected, within(Math.abs(expected) * 1e-12));
		}
	}

	private static String series(String line) {
		return line.startsWith("#") ? line : line.substring(0, line.lastIndexOf(' '));
	}

	private static double value(String line) {
		String value = line.substring(line.lastIndexOf(' ') + 1);
		return Double.parseDouble(value.replace("Inf", "Infinity"));
	}

}
