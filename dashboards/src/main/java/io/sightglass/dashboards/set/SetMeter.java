package io.sightglass.dashboards.set;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.sightglass.dashboards.Printable;
import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;
import tools.jackson.databind.JsonNode;

/**
 * One meter of a description. Its name and keys are those of the scrape, so that queries
 * need not guess them.
 *
 * @param title Micrometer's dotted name
 * @param spec what queries ask for
 * @param buckets whether the meter itself says that it has buckets
 */
record SetMeter(String title, MeterSpec spec, boolean buckets) implements CatalogueMeter {

	private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

	private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

	private static final Pattern UNIT = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

	private static final int LONGEST_NAME = 200;

	private static final int LONGEST_DESCRIPTION = 1000;

	private static final int MOST_LABELS = 40;

	private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

	static SetMeter of(JsonNode json) {
		String unit = json.path("unit").asString("");
		if (!unit.isEmpty()) {
			require("unit", unit, UNIT);
		}
		MeterSpec spec = new MeterSpec(scraped(json), type(required(json, "type")), unit.isEmpty() ? null : unit,
				Printable.of(json.path("description").asString(""), LONGEST_DESCRIPTION), labels(json));
		return new SetMeter(Printable.of(required(json, "name"), LONGEST_NAME), spec,
				json.path("histogram").asBoolean(false));
	}

	// Without the counter's end, behind which the base unit would be appended again.
	private static String scraped(JsonNode json) {
		String name = require("prometheus", required(json, "prometheus"), NAME);
		return json.path("type").asString("").equals("counter") ? name.replaceFirst("_total$", "") : name;
	}

	private static Meter.Type type(String word) {
		return switch (word.toLowerCase(Locale.ROOT)) {
			case "counter" -> Meter.Type.COUNTER;
			case "timer" -> Meter.Type.TIMER;
			case "gauge" -> Meter.Type.GAUGE;
			case "summary" -> Meter.Type.DISTRIBUTION_SUMMARY;
			default -> throw new IllegalArgumentException(
					"The type is '%s', but a meter set has counter, timer, gauge and summary"
						.formatted(Printable.of(word, LONGEST_NAME)));
		};
	}

	private static List<String> labels(JsonNode json) {
		List<String> labels = new ArrayList<>();
		json.path("tags").forEach((tag) -> add(labels, required(tag, "label")));
		JsonNode fixed = json.path("fixedTags");
		for (int i = 0; i < fixed.size(); i += 2) {
			add(labels, NAMES.tagKey(fixed.path(i).asString("")));
		}
		if (labels.size() > MOST_LABELS) {
			throw new IllegalArgumentException("A meter has more than %d tags".formatted(MOST_LABELS));
		}
		return labels;
	}

	// As the processor does, which writes no such description.
	private static void add(List<String> labels, String label) {
		require("label", label, LABEL);
		if (label.equals("le") || label.equals("quantile") || label.startsWith("__")) {
			throw new IllegalArgumentException("The label '%s' is reserved by Prometheus".formatted(label));
		}
		if (labels.contains(label)) {
			throw new IllegalArgumentException("The label '%s' is there twice".formatted(label));
		}
		labels.add(label);
	}

	// These go into queries as they are.
	private static String require(String field, String value, Pattern pattern) {
		if (value.length() > LONGEST_NAME || !pattern.matcher(value).matches()) {
			throw new IllegalArgumentException("The %s is '%s', but it is %s, at most %d characters".formatted(field,
					Printable.of(value, LONGEST_NAME), pattern, LONGEST_NAME));
		}
		return value;
	}

	static String required(JsonNode json, String field) {
		String value = json.path(field).asString("");
		if (value.isEmpty()) {
			throw new IllegalArgumentException("The description of a meter set lacks '%s'".formatted(field));
		}
		return value;
	}

	String[] labels() {
		return this.spec.keys().toArray(String[]::new);
	}

}
