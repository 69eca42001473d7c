package io.sightglass.dashboards.set;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
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

	private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

	static SetMeter of(JsonNode json) {
		String unit = json.path("unit").asString("");
		MeterSpec spec = new MeterSpec(scraped(json), type(required(json, "type")), unit.isEmpty() ? null : unit,
				json.path("description").asString(""), labels(json));
		return new SetMeter(required(json, "name"), spec, json.path("histogram").asBoolean(false));
	}

	// Without the counter's end, behind which the base unit would be appended again.
	private static String scraped(JsonNode json) {
		String name = required(json, "prometheus");
		return json.path("type").asString("").equals("counter") ? name.replaceFirst("_total$", "") : name;
	}

	private static Meter.Type type(String word) {
		return switch (word.toLowerCase(Locale.ROOT)) {
			case "counter" -> Meter.Type.COUNTER;
			case "timer" -> Meter.Type.TIMER;
			case "gauge" -> Meter.Type.GAUGE;
			case "summary" -> Meter.Type.DISTRIBUTION_SUMMARY;
			default -> throw new IllegalArgumentException(
					"The type is '%s', but a meter set has counter, timer, gauge and summary".formatted(word));
		};
	}

	private static List<String> labels(JsonNode json) {
		List<String> labels = new ArrayList<>();
		json.path("tags").forEach((tag) -> labels.add(required(tag, "label")));
		JsonNode fixed = json.path("fixedTags");
		for (int i = 0; i < fixed.size(); i += 2) {
			labels.add(NAMES.tagKey(fixed.path(i).asString()));
		}
		return labels;
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
