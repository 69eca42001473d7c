package io.sightglass.meters.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a user reads is written in words that a stranger knows: the documentation, the
 * descriptions of meters and properties (generated into it), and the API's javadoc.
 */
class PlainWordsTests {

	private static final Path ROOT = Path.of("..");

	/** Words that mean something here and nothing, or something else, elsewhere. */
	private static final Pattern HOUSE_WORDS = Pattern
		.compile("(?i)\\b(hops?|fold(s|ed|ing)?|strip(e|es|ed)|told|rooms?|hides?|guard(s|ed)?|handles?|verbs?"
				+ "|breakers?|scribes?|knobs?|dear(er|est)?|floors?|judges?|doors?|gates|weighed|metered"
				+ "|kept text|without meeting|sight glass)\\b");

	/** Where such a word is right, and why. */
	private static final Map<String, String> EXCEPTIONS = Map.of("docs/migrating.md", "names what was called so before",
			"CHANGELOG.md", "history");

	// Code names are what they are; of them, docs/migrating.md lists what was renamed.
	// Promised are transport.hop.*, its tag hop and sightglass.series.folded.
	private static final Pattern CODE = Pattern.compile("(?ms:^ *```.*?^ *```)|`[^`\\n]*`|]\\([^)]*\\)");

	private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*.*?\\*/");

	private static final Pattern JAVADOC_CODE = Pattern
		.compile("(?s)<pre.*?</pre>|\\{@(code|link|value)[^}]*}|@(param|see|throws) \\S+");

	// An apostrophe in a comment opens no literal of JavaScript.
	private static final Pattern LITERAL = Pattern
		.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"|(?<=[(\\[,:?] ?)'[^'\\n]*'|`[^`\\n]*`");

	private static final Pattern VARIABLE = Pattern.compile("\\{\\{[^}]*}}");

	@Test
	void theDocumentationIsWrittenInPlainWords() throws IOException {
		List<Path> pages = files(".md").stream().filter((page) -> page.getNameCount() <= 3).toList();
		assertThat(pages).hasSizeGreaterThan(20);
		assertThat(found(pages, CODE, null)).as("house words").isEmpty();
	}

	@Test
	void theJavadocOfTheApiIsWrittenInPlainWords() throws IOException {
		List<Path> api = new ArrayList<>();
		for (Path file : files(".java")) {
			if (file.toString().contains("src/main/java/io/sightglass") && isApi(file)) {
				api.add(file);
			}
		}
		assertThat(api).hasSizeGreaterThan(100);
		assertThat(found(api, JAVADOC_CODE, JAVADOC)).as("house words").isEmpty();
	}

	// What is logged, thrown, drawn or shown: literals of more than one word.
	@Test
	void messagesAndPagesAreWrittenInPlainWords() throws IOException {
		List<Path> sources = new ArrayList<>(files(".java"));
		sources.addAll(files(".js"));
		sources.removeIf((file) -> !ROOT.relativize(file)
			.toString()
			.matches(
					"(registry|meters|instrumentation|autoconfigure|console|processor|testing|dashboards)/src/main/.*"));
		assertThat(sources).hasSizeGreaterThan(300);
		assertThat(found(sources, VARIABLE, LITERAL)).as("house words").isEmpty();
	}

	private static List<String> found(List<Path> files, Pattern code, @Nullable Pattern only) throws IOException {
		List<String> found = new ArrayList<>();
		for (Path file : files) {
			String name = ROOT.relativize(file).toString();
			String text = Files.readString(file);
			String read = (only == null) ? text
					: String.join("\n",
							only.matcher(text)
								.results()
								.map((part) -> part.group())
								.filter((part) -> part.contains(" "))
								.toList());
			Matcher word = HOUSE_WORDS.matcher(code.matcher(read).replaceAll("``"));
			while (!EXCEPTIONS.containsKey(name) && word.find()) {
				found.add(name + ": " + word.group());
			}
		}
		return found;
	}

	// The modules that a user compiles against.
	private static boolean isApi(Path file) throws IOException {
		return ROOT.relativize(file)
			.toString()
			.matches("(registry|meters|instrumentation|autoconfigure|console|processor|testing)/.*")
				&& Files.exists(file.resolveSibling("package-info.java")) && !file.toString().contains("/internal/")
				&& Pattern.compile("(?m)^public |^package-info").matcher(Files.readString(file)).find();
	}

	private static List<Path> files(String ending) throws IOException {
		try (Stream<Path> files = Files.walk(ROOT)) {
			return files.filter((file) -> file.toString().endsWith(ending))
				.filter((file) -> !file.toString().matches(".*/(target|node_modules|\\.git)/.*"))
				.toList();
		}
	}

}
