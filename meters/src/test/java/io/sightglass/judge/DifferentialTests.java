package io.sightglass.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import io.micrometer.core.instrument.Tags;
import io.sightglass.scrape.ScrapeFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Random programs on Micrometer's registry and on ours, compared after each step.
 */
class DifferentialTests {

	private static final int STEPS = 200;

	private static final long PROGRAMS = 300;

	private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

	private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

	@Test
	void oursDoesWhatMicrometersDoes() {
		compare(0, PROGRAMS);
	}

	/**
	 * Runs programs on both.
	 * @param first the seed of the first
	 * @param last the seed after the last
	 */
	static void compare(long first, long last) {
		List<String> differences = new ArrayList<>();
		LongStream.range(first, last).forEach((seed) -> {
			try {
				run(seed);
			}
			catch (AssertionError ex) {
				differences.add("seed " + seed + ": " + ex.getMessage());
			}
		});
		assertThat(differences.stream().limit(5)).as(differences.size() + " of " + (last - first)).isEmpty();
	}

	// Micrometer's scrape fails as a whole here, and Prometheus would drop a sample of
	// ours.
	@Test
	void aGaugeWithTheNameOfATimersMaximumCostsNoOtherSeries() {
		Side ours = Side.ours();
		ours.registry.timer("c", "k", "v").record(Duration.ofMillis(5));
		ours.registry.gauge("c.seconds.max", Tags.of("k", "v"), 7);
		ours.registry.counter("other").increment();
		for (int i = 0; i < 4; i++) {
			for (String text : List.of(ours.scrape(TEXT), ours.answer(ScrapeFormat.TEXT, TEXT))) {
				assertThat(text).contains("c_seconds_count{k=\"v\"} 1", "other_total 1.0")
					.containsOnlyOnce("c_seconds_max{k=\"v\"} ");
			}
		}
	}

	private static void run(long seed) {
		Side stock = Side.micrometers();
		Side ours = Side.ours();
		Program program = new Program(seed);
		List<String> steps = new ArrayList<>();
		if (seed % 3 == 1) {
			ours.limited(1_000_000);
		}
		else if (seed % 3 == 2) {
			for (int i = 0; i < seed % 4; i++) {
				Program.Step early = program.filter();
				steps.add(early.text());
				early.action().on(stock);
				early.action().on(ours);
			}
			stock.limited(2);
			ours.limited(2);
		}
		for (int i = 0; i < STEPS; i++) {
			Program.Step step = program.next();
			steps.add(step.text());
			same("outcome", steps, () -> step.action().on(stock), () -> step.action().on(ours));
			same("meters", steps, stock::meters, ours::meters);
			String text = outcome(() -> stock.scrape(TEXT));
			// What fails as a whole there goes on without what failed here.
			if (!text.startsWith("threw")) {
				same("scrape", steps, () -> text, () -> ours.scrape(TEXT));
				same("answer", steps, () -> text, () -> ours.answer(ScrapeFormat.TEXT, TEXT));
				same("OpenMetrics", steps, () -> stock.scrape(OPEN_METRICS),
						() -> ours.answer(ScrapeFormat.OPEN_METRICS, OPEN_METRICS));
			}
			else {
				ours.answer(ScrapeFormat.TEXT, TEXT);
			}
		}
	}

	private static void same(String what, List<String> steps, Supplier<?> stock, Supplier<?> ours) {
		String expected = outcome(stock);
		String actual = outcome(ours);
		if (!expected.equals(actual)) {
			int last = steps.size();
			fail(what + " after " + last + " steps\n" + String.join("\n", steps.subList(Math.max(0, last - 6), last))
					+ "\nMicrometer: " + different(expected, actual) + "\nours: " + different(actual, expected));
		}
	}

	private static String outcome(Supplier<?> action) {
		try {
			return Objects.toString(action.get());
		}
		catch (RuntimeException ex) {
			// The names of our classes are ours.
			return ("threw " + ex.getClass().getName() + " " + ex.getMessage())
				.replace("StripedSummary", "PrometheusDistributionSummary")
				.replace("Striped", "Prometheus");
		}
	}

	private static String different(String one, String other) {
		List<String> lines = new ArrayList<>(one.lines().toList());
		lines.removeAll(other.lines().toList());
		return lines.isEmpty() ? "the same lines in another order"
				: String.join("\n", lines.subList(0, Math.min(6, lines.size())));
	}

}
