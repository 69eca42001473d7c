package io.sightglass.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What becomes of a name on its way to Prometheus.
 */
final class PrometheusNames {

	private static final Pattern DOTTED = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*(\\.[a-zA-Z0-9_]+)*");

	private static final List<String> TIME_UNITS = List.of("seconds", "millis", "milliseconds", "ms", "nanos",
			"nanoseconds", "micros", "microseconds", "minutes");

	private static final List<String> RESERVED = List.of("total", "created", "bucket", "info");

	private PrometheusNames() {
	}

	static boolean isDotted(String name) {
		return DOTTED.matcher(name).matches();
	}

	static String normal(String name) {
		return name.replace('.', '_');
	}

	static boolean endsWith(String name, String word) {
		String normal = normal(name);
		return normal.equals(word) || normal.endsWith("_" + word);
	}

	/**
	 * The reserved word that the Prometheus client would take off the end.
	 * @param kind what the meter is
	 * @param name its name with the unit
	 * @return the word, or nothing
	 */
	static String rewrittenEnd(Kind kind, String name) {
		if (kind == Kind.TIMER) {
			return "";
		}
		for (String word : RESERVED) {
			boolean infoGauge = kind == Kind.GAUGE && word.equals("info");
			if (endsWith(name, word) && !infoGauge) {
				return word;
			}
		}
		return "";
	}

	static String timeUnitAtEnd(String name) {
		return TIME_UNITS.stream().filter((unit) -> endsWith(name, unit)).findFirst().orElse("");
	}

	/**
	 * The family under which a meter is scraped.
	 * @param kind what the meter is
	 * @param name its dotted name
	 * @param unit its base unit, or nothing
	 * @return the name of its samples, without _count and the like
	 */
	static String family(Kind kind, String name, String unit) {
		String whole = normal(name) + (unit.isEmpty() ? "" : "_" + unit);
		return switch (kind) {
			case COUNTER -> whole + "_total";
			case TIMER -> whole + "_seconds";
			case GAUGE, SUMMARY -> whole;
		};
	}

	/**
	 * All names that a meter takes for itself.
	 * @param kind what the meter is
	 * @param name its dotted name
	 * @param unit its base unit, or nothing
	 * @return the names
	 */
	static List<String> taken(Kind kind, String name, String unit) {
		String family = family(kind, name, unit);
		List<String> taken = new ArrayList<>(List.of(family));
		if (kind == Kind.COUNTER) {
			taken.add(family.substring(0, family.length() - "_total".length()));
		}
		if (kind == Kind.TIMER || kind == Kind.SUMMARY) {
			for (String part : List.of("_count", "_sum", "_max", "_bucket")) {
				taken.add(family + part);
			}
		}
		return taken;
	}

}
