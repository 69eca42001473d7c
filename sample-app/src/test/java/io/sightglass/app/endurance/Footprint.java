package io.sightglass.app.endurance;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application took in a window of the soak.
 *
 * @param scrapes how often it was scraped
 * @param median a scrape's median in microseconds
 * @param p99 its 99th percentile in microseconds
 * @param heap the heap after a collection in bytes
 * @param threads live threads
 * @param series lines of the last scrape
 */
record Footprint(int scrapes, long median, long p99, long heap, int threads, int series) {

	private static final long MEGABYTE = 1024 * 1024;

	static Footprint now(List<Long> micros, int series) {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		Runtime runtime = Runtime.getRuntime();
		List<Long> sorted = micros.stream().sorted(Comparator.naturalOrder()).toList();
		return new Footprint(sorted.size(), at(sorted, 0.5), at(sorted, 0.99),
				runtime.totalMemory() - runtime.freeMemory(), ManagementFactory.getThreadMXBean().getThreadCount(),
				series);
	}

	private static long at(List<Long> sorted, double quantile) {
		return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * quantile));
	}

	static String table(List<Footprint> footprints) {
		return footprints.stream()
			.map((each) -> String.format(Locale.ROOT, "| %4d | %7.1f ms | %7.1f ms | %6.1f MB | %4d | %5d |",
					each.scrapes, each.median / 1000.0, each.p99 / 1000.0, (double) each.heap / MEGABYTE, each.threads,
					each.series))
			.collect(Collectors.joining("\n",
					"| scrapes | median | p99 | heap after GC | threads | series |\n|---|---|---|---|---|---|\n", ""));
	}

	// The last third against the first: by medians, for the machine has other work too.
	static void requireFlat(List<Footprint> warm) {
		int third = warm.size() / 3;
		List<Footprint> first = warm.subList(0, third);
		List<Footprint> last = warm.subList(warm.size() - third, warm.size());
		assertThat(most(last, Footprint::heap)).as("heap after GC")
			.isLessThan(most(first, Footprint::heap) * 11 / 10 + 2 * MEGABYTE);
		assertThat(most(last, Footprint::threads)).as("threads")
			.isLessThanOrEqualTo(most(first, Footprint::threads) + 5);
		assertThat(most(last, Footprint::series)).as("series")
			.isLessThanOrEqualTo(most(first, Footprint::series) * 102 / 100 + 10);
		assertThat(least(last, Footprint::p99)).as("p99 of scrapes").isLessThan(2 * most(first, Footprint::p99));
	}

	private static long most(List<Footprint> footprints, ToLongFunction<Footprint> figure) {
		return footprints.stream().mapToLong(figure).max().orElseThrow();
	}

	private static long least(List<Footprint> footprints, ToLongFunction<Footprint> figure) {
		return footprints.stream().mapToLong(figure).min().orElseThrow();
	}

}
