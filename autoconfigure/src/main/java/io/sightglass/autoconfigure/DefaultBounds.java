package io.sightglass.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.micrometer.core.instrument.Meter;
import io.sightglass.instrumentation.internal.part.WrongProperty;
import io.sightglass.meters.internal.catalogue.Catalogue;
import io.sightglass.registry.catalogue.CatalogueMeter;

/**
 * The bucket bounds of the catalogue's timers (in nanoseconds) and summaries: about a
 * dozen each, where the family's percentiles lie.
 */
final class DefaultBounds {

	// Nine, so that a route with bodies both ways has no more than twenty series.
	private static final double[] REQUESTS = seconds(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10);

	private static final double[] NETWORK = seconds(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
			0.1, 0.25, 1);

	private static final double[] STAGES = seconds(0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30);

	private static final double[] DELIVERY = seconds(0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300);

	private static final double[] LIFETIMES = seconds(0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 1800, 3600);

	private static final double[] MODELS = seconds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120);

	private static final double[] TOKENS = seconds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1);

	private static final double[] SIZES = { 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216 };

	private static final Map<String, double[]> BY_NAME = Map.ofEntries(Map.entry("connection.duration", LIFETIMES),
			Map.entry("connection.stream.duration", LIFETIMES), Map.entry("transport.rtt", NETWORK),
			Map.entry("transport.hop.latency", NETWORK), Map.entry("pipeline.stage.duration", STAGES),
			Map.entry("pipeline.latency", DELIVERY), Map.entry("llm.request.duration", MODELS),
			Map.entry("llm.time.to.first.token", MODELS), Map.entry("llm.time.per.output.token", TOKENS));

	private DefaultBounds() {
	}

	static void check(String pattern) {
		if (byMeter().keySet().stream().noneMatch((name) -> matches(pattern, name))) {
			throw WrongProperty.of("sightglass.histograms.meters", pattern,
					"It names timers and summaries of Sightglass, which are "
							+ String.join(", ", new TreeSet<>(byMeter().keySet()))
							+ "; with * at the end all that begin so, and * alone all of them. A meter of your own "
							+ "gets buckets by sightglass.histograms.bounds.");
		}
	}

	/**
	 * The bounds of the meters that have buckets.
	 * @param patterns the meters' names, which may end with an asterisk
	 * @return the bounds by name
	 */
	static Map<String, double[]> of(List<String> patterns) {
		Map<String, double[]> bounds = byMeter();
		bounds.keySet().removeIf((name) -> patterns.stream().noneMatch((pattern) -> matches(pattern, name)));
		return bounds;
	}

	static boolean matches(String pattern, String name) {
		return pattern.endsWith("*") ? name.startsWith(pattern.substring(0, pattern.length() - 1))
				: name.equals(pattern);
	}

	static Map<String, double[]> byMeter() {
		Map<String, double[]> bounds = new HashMap<>();
		for (Catalogue.Family family : Catalogue.families()) {
			for (CatalogueMeter meter : family.meters()) {
				if (!meter.spec().bounds().isEmpty()) {
					continue;
				}
				if (meter.getType() == Meter.Type.TIMER) {
					bounds.put(meter.getName(), BY_NAME.getOrDefault(meter.getName(), REQUESTS));
				}
				else if (meter.getType() == Meter.Type.DISTRIBUTION_SUMMARY) {
					bounds.put(meter.getName(), BY_NAME.getOrDefault(meter.getName(), SIZES));
				}
			}
		}
		return bounds;
	}

	private static double[] seconds(double... seconds) {
		return Arrays.stream(seconds).map((second) -> second * Duration.ofSeconds(1).toNanos()).toArray();
	}

}
