package io.sightglass.autoconfigure.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One table of docs/endings.md, written from the rows that the tests run, and held
 * against them.
 */
public final class EndingsPage {

	private static final Path PAGE = Path.of("..", "docs", "endings.md");

	private EndingsPage() {
	}

	/**
	 * Holds a section's table against its rows, or writes it.
	 * @param section the section's title
	 * @param rows the rows, in their order on the page
	 * @throws IOException where the page cannot be read
	 */
	public static void check(String section, Row... rows) throws IOException {
		String page = Files.readString(PAGE);
		String head = "\n## " + section + "\n";
		assertThat(page).contains(head);
		String columns = "| How it ends | What it counts as |\n|---|---|\n";
		int start = page.indexOf(columns, page.indexOf(head)) + columns.length();
		String table = Arrays.stream(rows)
			.map((row) -> "| " + row.ending() + " | " + row.countsAs() + " |\n")
			.collect(Collectors.joining());
		if ("write".equals(System.getProperty("sightglass.docs"))) {
			int end = (page.startsWith("|", start) ? page.indexOf("|\n\n", start) : start - 2) + 2;
			page = page.substring(0, start) + table + page.substring(Math.max(end, start));
			Files.writeString(PAGE, page);
		}
		assertThat(page.substring(start))
			.as("docs/endings.md is stale; write it with mvn -pl autoconfigure -am test "
					+ "-Dtest='*Endings*' -Dsurefire.failIfNoSpecifiedTests=false -Dsightglass.docs=write")
			.startsWith(table + "\n");
	}

	/**
	 * One way to end.
	 */
	public interface Row {

		/**
		 * How it ends.
		 * @return a few words
		 */
		String ending();

		/**
		 * What it counts as.
		 * @return the meters' lines that it moves, and those that it does not
		 */
		String countsAs();

	}

}
