package io.sightglass.benchmarks.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A line of goals.csv.
 *
 * @param work what it is about
 * @param ours the candidate that is measured
 * @param reference the one that it is compared with, or nothing for a plain limit
 * @param threads how many threads
 * @param most the greatest ratio, or the greatest figure
 * @param figure time or bytes, or "pairs" and what was compared in pairs
 */
record Goal(String work, String ours, String reference, int threads, double most, String figure) {

	static List<Goal> read(Path file) throws IOException {
		return Files.readAllLines(file).stream().skip(1).filter((line) -> !line.isBlank()).map((line) -> {
			String[] cells = line.split(",", -1);
			return new Goal(cells[0], cells[1], cells[2], Integer.parseInt(cells[3]), Double.parseDouble(cells[4]),
					cells[5]);
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
		return !this.reference.isEmpty() || Ratio.isMeantBy(this.figure);
	}

}
