package io.sightglass.meters.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an exception says of a value that came from outside goes through
 * {@code Printable}. Lines of the log do so as a whole, which {@code ArchitectureTests}
 * holds.
 */
class ForgedTextTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern THROWN = Pattern.compile("new (?:\\w+\\.)?\\w*(?:Exception|Error)(\\()");

	private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)'");

	private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-z]\\w*(?:\\.\\w+|\\(\\))*");

	// Numbers and durations.
	private static final Set<String> NUMBERS = Set.of("BoundedValues limit", "Counts count", "Expiry idle",
			"Instruments values.length", "ModelPriceBuilder contextOver", "ModelPriceBuilder tokens", "PriceFile other",
			"PriceLocation line", "Rates max", "Rates min.toPlainString()", "Rates usd",
			"PriceDownload answer.statusCode()", "PriceDownload this.maxBytes", "PriceDownload this.patience",
			"PriceLine names.size()", "PriceLine this.cells.size()", "PriceLine this.columns.size()",
			"PriceLocation this.patience", "Rates discount", "Rates perMillion", "Rates rate", "Readings count",
			"ReloadedPrices interval", "ReloadedPrices this.patience", "Sampler rate", "Sampler maxCoreShare",
			"SeriesLimits kept", "TaggedMeters given", "TaggedMetersBuilder this.keys.length",
			"TaggedMetersBuilder this.maxSeries");

	// Names that stand in our own source.
	private static final Set<String> OURS = Set.of("Decimals what", "HiddenParts name", "HiddenParts owner.getName()",
			"Internals name", "Internals simpleName", "LlmPaths line", "PriceFile key.unit().tag()",
			"PriceLine known.keySet()", "PriceLine name", "PriceLine what", "PriceLocation charset",
			"Rates unit.isToken()", "ShippedPrices name", "PartsReport type", "PriceLine column", "PriceLine needed",
			"PriceTable name", "ProcTable this.file", "ProcTable this.prefix", "SeriesLimits what",
			"PriceLocation file", "PriceLocation ex.getClass().getSimpleName()", "PriceDownload kinds");

	// Made printable where they were made.
	private static final Set<String> PRINTABLE = Set.of("PriceDownload this.shown", "PriceLocation this.shown",
			"PriceLocation ex.getMessage()", "PriceFile wrong", "PriceTable file.wrong()", "Rates ex.getMessage()",
			"ReloadedPrices ex.getMessage()", "ReloadedPrices reading.file().wrong()", "ReloadedPrices this.name",
			"WrongProperty shown", "WrongProperty value");

	// Shown by WrongPropertyAnalyzer, or logged by Failures alone.
	private static final Set<String> ESCAPED_LATER = Set.of("ConsoleProperties wrong", "Twins one.getMetadata()",
			"Twins twice.get()");

	private static final Set<String> NO_TEXT = Set.of("ex", "cause", "ex.getTargetException()", "new", "null");

	@Test
	void anExceptionShowsOutsideValuesEscaped() throws IOException {
		List<String> found = new ArrayList<>();
		for (Path file : sources()) {
			String text = Files.readString(file);
			Matcher thrown = THROWN.matcher(text);
			while (thrown.find()) {
				int open = thrown.start(1);
				String arguments = withoutPrintable(text.substring(open + 1, end(text, open)));
				Matcher name = NAME.matcher(LITERAL.matcher(arguments).replaceAll("\"\""));
				while (name.find()) {
					String place = file.getFileName().toString().replace(".java", "") + " " + name.group();
					if (!NO_TEXT.contains(name.group()) && Stream.of(NUMBERS, OURS, PRINTABLE, ESCAPED_LATER)
						.noneMatch((all) -> all.contains(place))) {
						found.add(place);
					}
				}
			}
		}
		assertThat(found).isEmpty();
	}

	private static String withoutPrintable(String arguments) {
		String rest = arguments;
		int at;
		while ((at = rest.indexOf("Printable.")) >= 0) {
			rest = rest.substring(0, at) + "\"\"" + rest.substring(end(rest, rest.indexOf('(', at)) + 1);
		}
		return rest;
	}

	private static int end(String text, int open) {
		int depth = 0;
		boolean quoted = false;
		for (int i = open; i < text.length(); i++) {
			char next = text.charAt(i);
			if (quoted) {
				quoted = next != '"' || text.charAt(i - 1) == '\\';
			}
			else if (next == '"') {
				quoted = true;
			}
			else if (next == '(') {
				depth++;
			}
			else if (next == ')' && --depth == 0) {
				return i;
			}
		}
		throw new IllegalStateException("No end");
	}

	private static List<Path> sources() throws IOException {
		try (Stream<Path> files = Files.walk(ROOT)) {
			return files
				.filter((file) -> ROOT.relativize(file)
					.toString()
					.matches("(registry|meters|instrumentation|autoconfigure|console)/src/main/.*\\.java"))
				.toList();
		}
	}

}
