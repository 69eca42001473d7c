package io.sightglass.autoconfigure.llm.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A row of the table: what the meters read after a case.
 *
 * @param name the case
 * @param clients patterns of the clients for which the row holds
 * @param cells what is read
 */
record Row(String name, List<String> clients, List<String> cells) {

	private static final Map<String, String> ALL = Map.of("openai", "60,30,40,0,20 0.000116000", "anthropic",
			"100,50,40,8,0 0.000364000", "gemini", "60,30,40,0,20 0.000144200", "ollama", "100,50,0,0,0 0.000350000");

	static List<Row> table() {
		try (InputStream table = Row.class.getResourceAsStream("table.txt")) {
			return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> Arrays.asList(line.strip().split("\\s+")))
				.map((cells) -> new Row(cells.get(0), List.of(cells.get(1).split("\\|")), cells.subList(2, 10)))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean holds(Client client) {
		return this.clients.stream().anyMatch((pattern) -> client.name().matches(pattern.replace("*", ".*")));
	}

	boolean cannot() {
		return this.cells.get(0).equals("cannot");
	}

	String prompt() {
		return this.name.replace('-', ' ');
	}

	String expected(Client client) {
		return String.join(" ", this.cells)
			.replace("all all", ALL.getOrDefault(client.wire(), ""))
			.replace("=", client.streams() ? "1" : "0");
	}

}
