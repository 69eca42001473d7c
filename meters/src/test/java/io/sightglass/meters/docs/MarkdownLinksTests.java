package io.sightglass.meters.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader who follows a link inside the repository arrives.
 */
class MarkdownLinksTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)[^)]*\\)");

	private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+?) *$");

	@Test
	void everyRelativeLinkLeadsSomewhere() throws Exception {
		List<String> broken = new ArrayList<>();
		for (Path page : pages()) {
			Matcher link = LINK.matcher(prose(page));
			while (link.find()) {
				if (!leadsSomewhere(page, link.group(1))) {
					broken.add(ROOT.relativize(page) + " -> " + link.group(1));
				}
			}
		}
		assertThat(broken).as("links that lead nowhere").isEmpty();
	}

	private static boolean leadsSomewhere(Path page, String target) throws IOException {
		if (target.matches("[a-z]+:.*")) {
			return true;
		}
		String[] parts = target.split("#", 2);
		Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
		return Files.exists(file)
				&& (parts.length == 1 || !file.toString().endsWith(".md") || anchors(file).contains(parts[1]));
	}

	private static Set<String> anchors(Path page) throws IOException {
		return HEADING.matcher(prose(page))
			.results()
			.map((heading) -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", ""))
			.map((text) -> text.replace(' ', '-'))
			.collect(Collectors.toSet());
	}

	// Code is no prose: what looks like a link or a heading there is none.
	private static String prose(Path page) throws IOException {
		return Files.readString(page).replaceAll("(?ms)^```.*?^```", "");
	}

	private static List<Path> pages() throws IOException {
		try (Stream<Path> files = Files.walk(ROOT)) {
			return files.filter((file) -> file.toString().endsWith(".md"))
				.filter((file) -> !file.toString().matches(".*[/\\\\](target|node_modules|\\.git)[/\\\\].*"))
				.toList();
		}
	}

}
