package io.sightglass.autoconfigure.week;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application takes, at rest.
 *
 * @param heap the heap after collections, in bytes
 * @param threads live threads
 * @param files open file descriptors, none where the system does not tell
 * @param series meters in the registry
 * @param lines lines of the last scrape
 */
record Footprint(long heap, int threads, int files, int series, int lines) {

	private static final long MEGABYTE = 1024 * 1024;

	static Footprint now(int series, int lines) {
		for (int i = 0; i < 4; i++) {
			System.gc();
		}
		Runtime runtime = Runtime.getRuntime();
		return new Footprint(runtime.totalMemory() - runtime.freeMemory(),
				ManagementFactory.getThreadMXBean().getThreadCount(), openFiles(), series, lines);
	}

	private static int openFiles() {
		Path open = Path.of("/proc/self/fd");
		if (!Files.isDirectory(open)) {
			return 0;
		}
		try (Stream<Path> files = Files.list(open)) {
			return (int) files.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// The least of the second half: what does not come down again has grown. In a short
	// run
	// the libraries' pools still fill.
	static void requireFlat(List<Footprint> first, List<Footprint> second) {
		assertThat(least(second, Footprint::heap)).as("heap after GC")
			.isLessThan(most(first, Footprint::heap) * 11 / 10 + 2 * MEGABYTE);
		assertThat(least(second, Footprint::threads)).as("threads")
			.isLessThanOrEqualTo(most(first, Footprint::threads) * 11 / 10 + 10);
		assertThat(least(second, Footprint::files)).as("open files")
			.isLessThanOrEqualTo(most(first, Footprint::files) * 11 / 10 + 10);
		assertThat(least(second, Footprint::series)).as("series")
			.isLessThanOrEqualTo(most(first, Footprint::series) * 102 / 100 + 10);
		assertThat(least(second, Footprint::lines)).as("lines of a scrape")
			.isLessThanOrEqualTo(most(first, Footprint::lines) * 102 / 100 + 10);
	}

	private static long most(List<Footprint> footprints, ToLongFunction<Footprint> figure) {
		return footprints.stream().mapToLong(figure).max().orElseThrow();
	}

	private static long least(List<Footprint> footprints, ToLongFunction<Footprint> figure) {
		return footprints.stream().mapToLong(figure).min().orElseThrow();
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "| %.1f MB | %d | %d | %d | %d |", (double) this.heap / MEGABYTE,
				this.threads, this.files, this.series, this.lines);
	}

}
