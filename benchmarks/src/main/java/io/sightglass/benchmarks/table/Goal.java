package io.sightglass.benchmarks.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A line of goals.csv.
 *
 * @param work what it is about
 * @param ours the candidate that is measured
 * @param reference the one that it is compared with, or nothing for a plain limit
 * @param threads how many threads
 * @param most the greatest ratio, or the greatest figure
 * @param figure time or bytes
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
		return this.figure.equals("bytes") ? figure.bytes() : figure.time();
	}

}
