package io.sightglass.meters.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each statement of docs/security.md names a test that is there.
 */
class SecurityPageTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern TEST = Pattern.compile("`(\\w+Tests)(?:#(\\w+))?`");

	@Test
	void everyStatementHasATestThatIsThere() throws IOException {
		Map<String, String> tests = tests();
		List<String> rows = Files.readAllLines(ROOT.resolve("docs/security.md"))
			.stream()
			.filter((line) -> line.startsWith("| ") && !line.startsWith("| What ") && !line.startsWith("| Limit "))
			.toList();
		assertThat(rows).hasSizeGreaterThan(30);
		for (String row : rows) {
			Matcher named = TEST.matcher(row);
			assertThat(named.find()).as(row).isTrue();
			do {
				assertThat(tests).as(row).containsKey(named.group(1));
				if (named.group(2) != null) {
					assertThat(tests.get(named.group(1))).as(row).contains("void " + named.group(2) + "(");
				}
			}
			while (named.find());
		}
	}

	private static Map<String, String> tests() throws IOException {
		Map<String, String> tests = new TreeMap<>();
		try (Stream<Path> files = Files.walk(ROOT)) {
			for (Path file : files.filter((each) -> each.toString().matches(".*/src/test/java/.*Tests\\.java"))
				.toList()) {
				String text = Files.readString(file);
				assertThat(text).as(file.toString()).contains("class ");
				tests.put(file.getFileName().toString().replace(".java", ""), text);
			}
		}
		return tests;
	}

}
