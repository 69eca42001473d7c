package io.sightglass.meters.docs;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sightglass.meters.internal.catalogue.Catalogue;
import io.sightglass.registry.catalogue.CatalogueMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of each family, and others on meters, begin with a scrape, whose names and
 * tags are the catalogue's; every page with something that one gets.
 */
class ScrapesInDocsTests {

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(.*?)^```");

	private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? [0-9.E-]+");

	private static final Pattern TAG = Pattern.compile("(\\w+)=\"");

	private final Map<String, Set<String>> tags = new HashMap<>();

	ScrapesInDocsTests() {
		for (Catalogue.Family family : Catalogue.families()) {
			for (CatalogueMeter meter : family.meters()) {
				this.tags.put(MetersDoc.prometheus(meter), new TreeSet<>(meter.spec().keys()));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "connections", "http", "llm", "meters", "migrating", "pipelines", "reliability", "state",
			"transport" })
	void aPageBeginsWithAScrapeOfTheCatalogue(String page) throws Exception {
		Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "docs", page + ".md")));
		assertThat(block.find()).as("a scrape in " + page).isTrue();
		List<String> lines = block.group(1).lines().toList();
		assertThat(lines).isNotEmpty().allSatisfy((line) -> {
			Matcher sample = SAMPLE.matcher(line);
			assertThat(sample.matches()).as(line).isTrue();
			String name = sample.group(1).replaceFirst("_(count|sum|max|bucket)$", "");
			assertThat(this.tags).containsKey(name).containsEntry(name, keys(sample.group(2)));
		});
	}

	@Test
	void everyPageShowsAtItsBeginningWhatOneGets() throws Exception {
		try (DirectoryStream<Path> pages = Files.newDirectoryStream(Path.of("..", "docs"), "*.md")) {
			for (Path page : pages) {
				assertThat(Files.readAllLines(page).stream().limit(24)).as(page.toString())
					.anyMatch((line) -> line.startsWith("```") || line.startsWith("![") || line.startsWith("|---"));
			}
		}
	}

	private static Set<String> keys(String labels) {
		return (labels == null) ? Set.of()
				: new TreeSet<>(TAG.matcher(labels).results().map((MatchResult found) -> found.group(1)).toList());
	}

}
