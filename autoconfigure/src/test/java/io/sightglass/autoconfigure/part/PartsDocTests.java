package io.sightglass.autoconfigure.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of parts in docs/compatibility.md, written from the parts themselves.
 */
class PartsDocTests {

	private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

	private static final String HEAD = "| Part | Where a library lacks what it needs |\n|---|---|\n";

	@Test
	void theDocumentedPartsAreAllParts() throws IOException {
		String table = Parts.ALL.stream()
			.map((type) -> type.getAnnotation(ConditionalOnNeeds.class))
			.map((part) -> "| " + part.value() + " | " + part.instead() + " |")
			.distinct()
			.sorted(String.CASE_INSENSITIVE_ORDER)
			.collect(Collectors.joining("\n", "", "\n"));
		String page = Files.readString(PAGE);
		int start = page.indexOf(HEAD) + HEAD.length();
		assertThat(page).contains(HEAD);
		if ("write".equals(System.getProperty("sightglass.docs"))) {
			int end = page.indexOf("\n\n", start - 1) + 1;
			page = page.substring(0, start) + table + page.substring(end);
			Files.writeString(PAGE, page);
		}
		assertThat(page.substring(start))
			.as("docs/compatibility.md is stale; write it with mvn -pl autoconfigure -am test "
					+ "-Dtest=PartsDocTests -Dsurefire.failIfNoSpecifiedTests=false -Dsightglass.docs=write")
			.startsWith(table + "\n");
	}

}
