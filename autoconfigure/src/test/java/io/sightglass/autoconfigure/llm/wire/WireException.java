package io.sightglass.autoconfigure.llm.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is counted otherwise because a client library does not pass it on, from a line of
 * {@code exceptions.txt}, which stands for as many as it has words for clients and cases.
 *
 * @param clients a pattern of the clients' names
 * @param cases a pattern of the cases' names
 * @param shown what is counted instead, and nothing where the client cannot be tried
 */
record WireException(String clients, String cases, Map<String, String> shown) {

	static List<WireException> all() {
		try (InputStream file = Objects.requireNonNull(WireException.class.getResourceAsStream("exceptions.txt"),
				"no exceptions")) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.flatMap(WireException::of)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<WireException> of(String line) {
		String[] cells = line.split("\\|", -1);
		if (cells.length != 4 || cells[3].isBlank()) {
			throw new IllegalStateException(line);
		}
		Map<String, String> shown = new LinkedHashMap<>();
		if (!cells[2].strip().equals("cannot")) {
			for (String pair : cells[2].split(";")) {
				String[] words = pair.strip().split(" ", 2);
				shown.put(words[0], words[1]);
			}
		}
		return Stream.of(cells[0].strip().split(" +"))
			.flatMap((client) -> Stream.of(cells[1].strip().split(" +"))
				.map((each) -> new WireException(client, each, shown)));
	}

	/**
	 * What is counted where all of these hold, of which later ones come last.
	 * @param all all exceptions
	 * @param client the client
	 * @param each the case
	 * @return the expectation by name
	 */
	static Map<String, String> expected(List<WireException> all, WireClient client, WireCase each) {
		Map<String, String> expected = new TreeMap<>(each.expected());
		all.stream()
			.filter((exception) -> exception.holds(client, each))
			.forEach((exception) -> expected.putAll(exception.shown()));
		return expected;
	}

	boolean cannot() {
		return this.shown.isEmpty();
	}

	boolean holds(WireClient client, WireCase each) {
		return matches(this.clients, client.name()) && matches(this.cases, each.name());
	}

	/**
	 * Whether each word of the line says something else than a case.
	 * @param each the case
	 * @return whether it does
	 */
	boolean differsFrom(WireCase each) {
		Map<String, String> expected = each.expected();
		return this.shown.entrySet()
			.stream()
			.noneMatch((entry) -> entry.getValue().equals(expected.get(entry.getKey())));
	}

	private static boolean matches(String pattern, String name) {
		return name.matches(pattern.replace(".", "\\.").replace("*", ".*"));
	}

}
