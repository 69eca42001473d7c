package io.sightglass.versions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table in docs/compatibility.md; what stands around it is written by hand.
 */
final class CompatibilityPage {

	static final Path DOCS = Path.of("..", "..", "docs");

	private static final Path PAGE = DOCS.resolve("compatibility.md");

	private static final String HEAD = """
			| Spring Boot | JDK | Spring Framework | Micrometer | Prometheus client | Result |
			|---|---|---|---|---|---|
			""";

	private CompatibilityPage() {
	}

	static void check(Map<Row, String> ran) throws IOException {
		String page = Files.readString(PAGE);
		int start = page.indexOf(HEAD) + HEAD.length();
		int end = page.indexOf("\n\n", start) + 1;
		assertThat(page.indexOf(HEAD)).as("the table's head").isPositive();
		List<String> stands = page.substring(start, end).lines().toList();
		String table = Versions.BOOT.stream()
			.flatMap((boot) -> Versions.JDK.stream().map((jdk) -> new Row(boot, jdk)))
			.map((row) -> ran.containsKey(row) ? ran.get(row) : line(stands, row))
			.collect(Collectors.joining("\n", "", "\n"));
		if ("write".equals(System.getProperty("sightglass.docs"))) {
			Files.writeString(PAGE, page.substring(0, start) + table + page.substring(end));
		}
		assertThat(Files.readString(PAGE).substring(start))
			.as("docs/compatibility.md is stale; write it with mvn -pl starter-test/versions -am verify "
					+ "-Dtest=VersionsTests -Dsurefire.failIfNoSpecifiedTests=false -Dsightglass.docs=write")
			.startsWith(table + "\n");
	}

	// A JDK that this machine lacks keeps its row.
	private static String line(List<String> stands, Row row) {
		return stands.stream().filter((line) -> line.startsWith(row.head())).findFirst().orElse(row.head());
	}

}
