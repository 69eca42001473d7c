package io.sightglass.benchmarks.table;

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * A ratio that was measured as such, in many pairs.
 *
 * @param median the median of the pairs
 * @param low the lower end of its interval
 * @param high the upper end
 */
record Ratio(double median, double low, double high) {

	private static final String PAIRS = "pairs ";

	static Map<String, Ratio> in(JsonNode secondary) {
		Map<String, Ratio> ratios = new LinkedHashMap<>();
		secondary.propertyStream().filter((metric) -> metric.getKey().startsWith(PAIRS)).forEach((metric) -> {
			JsonNode ends = metric.getValue().path("scoreConfidence");
			ratios.put(metric.getKey().substring(PAIRS.length()), new Ratio(metric.getValue().path("score").asDouble(),
					ends.path(0).asDouble(), ends.path(1).asDouble()));
		});
		return ratios;
	}

	static boolean isMeantBy(String figure) {
		return figure.startsWith(PAIRS);
	}

	static String what(String figure) {
		return isMeantBy(figure) ? figure.substring(PAIRS.length()) : figure;
	}

}
