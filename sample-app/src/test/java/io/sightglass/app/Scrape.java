package io.sightglass.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A scrape in Prometheus's text format 0.0.4, read as Prometheus reads it.
 *
 * @param families the families by name
 */
record Scrape(Map<String, Family> families) {

	private static final List<String> SUFFIXES = List.of("_bucket", "_count", "_sum");

	static Scrape parse(String text) {
		Map<String, Family> families = new LinkedHashMap<>();
		for (String line : text.split("\n")) {
			if (line.startsWith("# TYPE ")) {
				String[] words = line.split(" ");
				families.put(words[2], new Family(words[2], words[3], new ArrayList<>()));
			}
			else if (!line.isBlank() && !line.startsWith("#")) {
				Sample sample = Sample.parse(line);
				family(families, sample.name()).samples().add(sample);
			}
		}
		return new Scrape(families);
	}

	private static Family family(Map<String, Family> families, String sample) {
		Family family = families.get(sample);
		for (String suffix : SUFFIXES) {
			if (family == null && sample.endsWith(suffix)) {
				family = families.get(sample.substring(0, sample.length() - suffix.length()));
			}
		}
		if (family == null) {
			throw new IllegalArgumentException("The sample " + sample + " has no family");
		}
		return family;
	}

	@Nullable Family family(String name) {
		return this.families.get(name);
	}

	/**
	 * A family of samples.
	 *
	 * @param name its name
	 * @param type its type
	 * @param samples its samples
	 */
	record Family(String name, String type, List<Sample> samples) {

		Set<Set<String>> labelSets() {
			return this.samples.stream()
				.map((sample) -> new TreeSet<>(sample.labels().keySet()))
				.collect(Collectors.toSet());
		}

	}

	/**
	 * A line of the scrape.
	 *
	 * @param name what stands before the labels
	 * @param labels the labels
	 * @param value the value
	 */
	record Sample(String name, Map<String, String> labels, double value) {

		static Sample parse(String line) {
			int open = line.indexOf('{');
			int space = line.indexOf(' ');
			if (open < 0 || open > space) {
				return new Sample(line.substring(0, space), Map.of(), number(line.substring(space + 1)));
			}
			Map<String, String> labels = new TreeMap<>();
			int at = open + 1;
			while (line.charAt(at) != '}') {
				int equals = line.indexOf("=\"", at);
				StringBuilder value = new StringBuilder();
				int end = equals + 2;
				for (; line.charAt(end) != '"'; end++) {
					value.append((line.charAt(end) == '\\') ? unescaped(line.charAt(++end)) : line.charAt(end));
				}
				labels.put(line.substring(at, equals), value.toString());
				at = (line.charAt(end + 1) == ',') ? end + 2 : end + 1;
			}
			return new Sample(line.substring(0, open), labels, number(line.substring(at + 2)));
		}

		private static char unescaped(char escaped) {
			return (escaped == 'n') ? '\n' : escaped;
		}

		private static double number(String text) {
			return switch (text) {
				case "+Inf" -> Double.POSITIVE_INFINITY;
				case "-Inf" -> Double.NEGATIVE_INFINITY;
				default -> Double.parseDouble(text);
			};
		}

	}

}
