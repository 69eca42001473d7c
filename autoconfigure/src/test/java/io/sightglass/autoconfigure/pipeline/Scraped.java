package io.sightglass.autoconfigure.pipeline;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The numbers of a scrape's text, as Prometheus reads them.
 *
 * @param text the scrape
 */
record Scraped(String text) {

	private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? (\\S+)");

	static Scraped of(PrometheusMeterRegistry registry) {
		return new Scraped(registry.scrape());
	}

	/**
	 * The sum of the samples that have all of these labels.
	 * @param sample the name of the samples
	 * @param labels labels such as {@code stage="enrich"}
	 * @return the sum, or NaN where there is no such sample
	 */
	double sum(String sample, String... labels) {
		double[] values = values(sample, labels).toArray();
		return (values.length != 0) ? DoubleStream.of(values).sum() : Double.NaN;
	}

	private DoubleStream values(String sample, String... labels) {
		return this.text.lines()
			.map(SAMPLE::matcher)
			.filter((line) -> line.matches() && line.group(1).equals(sample))
			.filter((line) -> Arrays.stream(labels)
				.allMatch((label) -> ("," + line.group(2) + ",").contains("," + label + ",")))
			.mapToDouble((line) -> Double.parseDouble(line.group(3)));
	}

	static String label(String key, String value) {
		return key + "=\"" + value + "\"";
	}

}
