package io.sightglass.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * The kinds of series that are scraped.
 */
public enum Scraped {

	/** A line each. */
	COUNTERS(1) {

		@Override
		void series(MeterRegistry registry, String name, int number) {
			registry.counter(name, tags(number)).increment(new SplittableRandom(number).nextInt(1_000_000));
		}

	},

	/** Twelve bounds, the infinite one, count, sum and maximum. */
	TIMERS(16) {

		@Override
		void series(MeterRegistry registry, String name, int number) {
			Timer timer = Timer.builder(name).tags(tags(number)).serviceLevelObjectives(BOUNDS).register(registry);
			SplittableRandom random = new SplittableRandom(number);
			for (int i = 0; i < RECORDED; i++) {
				timer.record(random.nextInt(1, 1_000_000_000), TimeUnit.NANOSECONDS);
			}
		}

	};

	private static final Duration[] BOUNDS = millis(5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000);

	private static final int RECORDED = 20;

	private final int lines;

	Scraped(int lines) {
		this.lines = lines;
	}

	/**
	 * How many lines of a scrape one of them is.
	 * @return the lines
	 */
	int lines() {
		return this.lines;
	}

	/**
	 * Registers one, and records into it.
	 * @param registry where
	 * @param name its name
	 * @param number which of that name
	 */
	abstract void series(MeterRegistry registry, String name, int number);

	private static String[] tags(int number) {
		return new String[] { "method", (number % 2 == 0) ? "GET" : "POST", "status", "20" + number % 5, "uri",
				"/api/orders/" + number };
	}

	private static Duration[] millis(int... millis) {
		return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
	}

}
