package io.sightglass.benchmarks.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the tables of a directory with JMH's results beside them, and between the marks
 * of a document where one is given.
 */
public final class Main {

	private static final String BEGIN = "<!-- figures: written by benchmarks/run table -->";

	private static final String END = "<!-- end of figures -->";

	private Main() {
	}

	/**
	 * Writes the tables.
	 * @param args the directory, goals.csv, and perhaps a document
	 * @throws IOException where one of them cannot be read or written
	 */
	public static void main(String[] args) throws IOException {
		String tables = tables(Path.of(args[0]), Goal.read(Path.of(args[1])));
		Files.writeString(Path.of(args[0]).resolve("tables.md"), tables);
		if (args.length > 2) {
			write(Path.of(args[2]), tables);
		}
	}

	private static String tables(Path directory, List<Goal> goals) throws IOException {
		Map<String, List<Figure>> byJdk = new TreeMap<>();
		StringBuilder text = new StringBuilder();
		try (Stream<Path> files = Files.list(directory)) {
			for (Path file : files.filter((each) -> each.toString().endsWith(".json")).sorted().toList()) {
				for (JsonNode result : JsonMapper.shared().readTree(Files.readString(file))) {
					byJdk.computeIfAbsent(result.path("jdkVersion").asString(), (jdk) -> new ArrayList<>())
						.add(Figure.of(result));
				}
			}
		}
		byJdk.forEach((jdk, figures) -> {
			Tables tables = new Tables(figures);
			text.append("\n### JDK ").append(jdk).append("\n\n").append(tables.goals(goals)).append(tables.questions());
		});
		Path about = directory.resolve("about.txt");
		String head = Files.exists(about) ? Files.readString(about).lines().collect(Collectors.joining("\n")) : "";
		return head + "\n" + text + startUp(directory);
	}

	private static String startUp(Path directory) throws IOException {
		Path file = directory.resolve("startup.md");
		return Files.exists(file) ? "\n### Start-up\n\n" + Files.readString(file) : "";
	}

	private static void write(Path document, String tables) throws IOException {
		String text = Files.readString(document);
		int begin = text.indexOf(BEGIN);
		int end = text.indexOf(END);
		if (begin < 0 || end < begin) {
			throw new IOException(document + " has no place for the figures: \"" + BEGIN + "\" and \"" + END + "\"");
		}
		Files.writeString(document,
				text.substring(0, begin) + BEGIN + "\n\n" + tables.strip() + "\n\n" + text.substring(end));
	}

}
