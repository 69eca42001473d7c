package io.sightglass.test.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every example of docs/testing.md is in a test that runs, word for word but for where
 * its lines begin.
 */
class TestingDocTests {

	private static final Path PAGE = Path.of("..", "docs", "testing.md");

	private static final List<Path> EXAMPLES = List.of(
			Path.of("src", "test", "java", "io", "sightglass", "test", "docs", "ExampleTests.java"),
			Path.of("..", "autoconfigure", "src", "test", "java", "io", "sightglass", "autoconfigure", "docs",
					"TestingExampleTests.java"));

	private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```");

	@Test
	void showsWhatIsRun() throws IOException {
		List<String> sources = new ArrayList<>();
		for (Path example : EXAMPLES) {
			sources.add(stripped(Files.readString(example)));
		}
		List<String> snippets = JAVA.matcher(Files.readString(PAGE))
			.results()
			.map((MatchResult found) -> found.group(1))
			.toList();
		assertThat(snippets).hasSizeGreaterThan(10)
			.allSatisfy((snippet) -> assertThat(sources).as(snippet)
				.anyMatch((source) -> source.contains(stripped(snippet))))
			.allSatisfy((snippet) -> assertThat(snippet.lines()).hasSizeLessThanOrEqualTo(20));
	}

	@Test
	void namesTheArtifactThatIsPublished() throws IOException {
		String page = Files.readString(PAGE);
		assertThat(page).contains("<artifactId>sightglass-test</artifactId>", "io.sightglass:sightglass-test");
		assertThat(Files.readString(Path.of("pom.xml"))).contains("<artifactId>sightglass-test</artifactId>");
	}

	// The code's formatter may have broken a line elsewhere.
	private static String stripped(String text) {
		return text.lines()
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.collect(Collectors.joining(" "))
			.replaceAll("\\s*([.(])\\s*", "$1");
	}

}
