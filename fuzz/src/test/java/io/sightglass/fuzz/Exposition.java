package io.sightglass.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text formats of Prometheus, read as strictly as their documents are written.
 */
public final class Exposition {

	private static final Pattern COMMENT = Pattern
		.compile("# (TYPE [a-zA-Z_:][a-zA-Z0-9_:]* [a-z]+|UNIT [a-zA-Z_:][a-zA-Z0-9_:]* \\w+|EOF)");

	private static final Pattern HELP = Pattern
		.compile("# HELP [a-zA-Z_:][a-zA-Z0-9_:]*( (?:[^\\\\\\n]|\\\\[\\\\n\"])*+)?", Pattern.DOTALL);

	private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*+");

	private static final Pattern LABEL = Pattern
		.compile("([a-zA-Z_][a-zA-Z0-9_]*+)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*+)\"", Pattern.DOTALL);

	private static final Pattern VALUE = Pattern.compile("NaN|[+-]Inf|-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

	private Exposition() {
	}

	/**
	 * Reads a scrape.
	 * @param text the scrape
	 * @return its samples
	 * @throws AssertionError where a line is none of the format
	 */
	public static List<Sample> read(String text) {
		List<Sample> samples = new ArrayList<>();
		if (!text.isEmpty() && !text.endsWith("\n")) {
			throw new AssertionError("The last line has no end");
		}
		for (String line : text.split("\n")) {
			if (line.startsWith("#")) {
				require(COMMENT.matcher(line).matches() || HELP.matcher(line).matches(), line);
			}
			else if (!line.isEmpty()) {
				samples.add(sample(line));
			}
		}
		return samples;
	}

	private static Sample sample(String line) {
		Matcher name = NAME.matcher(line);
		require(name.lookingAt(), line);
		int at = name.end();
		Map<String, String> labels = new LinkedHashMap<>();
		if (line.charAt(at) == '{') {
			Matcher label = LABEL.matcher(line);
			do {
				require(label.region(at + 1, line.length()).lookingAt(), line);
				require(labels.put(label.group(1), unescaped(label.group(2))) == null, line);
				at = label.end();
			}
			while (line.charAt(at) == ',');
			require(line.charAt(at++) == '}', line);
		}
		require(line.charAt(at) == ' ' && VALUE.matcher(line.substring(at + 1)).matches(), line);
		return new Sample(name.group(), labels, line.substring(at + 1));
	}

	private static String unescaped(String value) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < value.length(); i++) {
			char next = value.charAt(i);
			if (next == '\\') {
				next = value.charAt(++i);
				next = (next == 'n') ? '\n' : next;
			}
			text.append(next);
		}
		return text.toString();
	}

	private static void require(boolean right, String line) {
		if (!right) {
			throw new AssertionError("No line of the format: " + line);
		}
	}

	/**
	 * A sample.
	 *
	 * @param name its name
	 * @param labels its labels
	 * @param value its value
	 */
	public record Sample(String name, Map<String, String> labels, String value) {
	}

}
