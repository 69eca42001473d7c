package io.sightglass.benchmarks.table;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/**
 * One line of JMH's results.
 *
 * @param question the class
 * @param candidate the method and its parameters
 * @param threads how many threads
 * @param time the median of the iterations
 * @param spread the half of the distance between the quartiles, as a part of the median
 * @param unit the unit of time
 * @param bytes allocated an operation
 * @param lost samples lost, or NaN where nothing counts them
 * @param heap bytes of heap a series, or NaN where nothing measures them
 * @param processor the server's processor time, or NaN where nothing measures it
 * @param pairs ratios that were measured as such, by what they compare
 */
record Figure(String question, String candidate, int threads, double time, double spread, String unit, double bytes,
		double lost, double heap, double processor, Map<String, Ratio> pairs) {

	static Figure of(JsonNode result) {
		String[] name = result.path("benchmark").asString().split("\\.");
		String parameters = result.path("params")
			.propertyStream()
			.map((parameter) -> " " + parameter.getValue().asString())
			.collect(Collectors.joining());
		JsonNode metric = result.path("primaryMetric");
		List<Double> samples = samples(metric);
		double median = quantile(samples, 0.5);
		JsonNode secondary = result.path("secondaryMetrics");
		return new Figure(name[name.length - 2], name[name.length - 1] + parameters, result.path("threads").asInt(),
				median, (quantile(samples, 0.75) - quantile(samples, 0.25)) / 2 / median,
				metric.path("scoreUnit").asString().replace("/op", ""), score(secondary, "gc.alloc.rate.norm"),
				score(secondary, "lost"), quantile(samples(secondary.path("bytesPerSeries")), 0.5),
				score(secondary, "processor"), Ratio.in(secondary));
	}

	private static List<Double> samples(JsonNode metric) {
		return StreamSupport.stream(metric.path("rawData").spliterator(), false)
			.flatMap((fork) -> StreamSupport.stream(fork.spliterator(), false))
			.map(JsonNode::asDouble)
			.sorted()
			.toList();
	}

	private static double score(JsonNode secondary, String metric) {
		JsonNode score = secondary.path(metric).path("score");
		return score.isNumber() ? score.asDouble() : Double.NaN;
	}

	private static double quantile(List<Double> sorted, double rank) {
		return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.round(rank * (sorted.size() - 1)));
	}

	String name() {
		return this.question + "." + this.candidate;
	}

}
