package io.sightglass.benchmarks.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A line of goals.csv.
 *
 * @param work what it is about
 * @param ours the candidate that is measured
 * @param reference the one that it is compared with, or nothing for a plain limit
 * @param threads how many threads, or "all" of the most that were measured, if more than
 * two
 * @param most the greatest ratio, or the greatest figure
 * @param figure time, bytes, "one thread" for times as long as by one thread, or "pairs"
 * and what was compared in pairs
 */
record Goal(String work, String ours, String reference, int threads, double most, String figure) {

	// Times as long as by one thread alone.
	private static final String ONE_THREAD = "one thread";

	private static final String ALL_CORES = "all";

	static List<Goal> read(Path file) throws IOException {
		return Files.readAllLines(file).stream().skip(1).filter((line) -> !line.isBlank()).map((line) -> {
			String[] cells = line.split(",", -1);
			int threads = cells[3].equals(ALL_CORES) ? Integer.MAX_VALUE : Integer.parseInt(cells[3]);
			return new Goal(cells[0], cells[1], cells[2], threads, Double.parseDouble(cells[4]), cells[5]);
		}).toList();
	}

	double of(Figure figure) {
		Ratio ratio = pairs(figure);
		if (ratio != null) {
			return ratio.median();
		}
		return this.figure.equals("bytes") ? figure.bytes() : figure.time();
	}

	@Nullable Ratio pairs(Figure figure) {
		return Ratio.isMeantBy(this.figure) ? figure.pairs().get(what()) : null;
	}

	String what() {
		return Ratio.what(this.figure);
	}

	boolean isRatio() {
		return !this.reference.isEmpty() || Ratio.isMeantBy(this.figure) || isOfOneThread();
	}

	boolean isOfOneThread() {
		return this.figure.equals(ONE_THREAD);
	}

	/**
	 * Of how many threads a figure is meant.
	 * @param measured numbers of threads that were measured
	 * @return one of them, or none of them
	 */
	int threads(Set<Integer> measured) {
		int most = measured.stream().mapToInt(Integer::intValue).max().orElse(0);
		return (this.threads < Integer.MAX_VALUE) ? this.threads : (most > 2) ? most : 0;
	}

}
