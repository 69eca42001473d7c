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

	/**
	 * What became of a pipeline's records, in words.
	 * @param pipeline its name
	 * @return such as {@code received 2, success 1, in flight 1}
	 */
	String counts(String pipeline) {
		StringBuilder counts = new StringBuilder();
		add(counts, "received", of(pipeline, "records_received_total"));
		for (String outcome : new String[] { "success", "filtered", "error", "cancelled" }) {
			add(counts, outcome, of(pipeline, "records_processed_total", label("outcome", outcome)));
		}
		add(counts, "in flight", of(pipeline, "records_in_flight"));
		add(counts, "retries", of(pipeline, "retries_total"));
		add(counts, "errors", of(pipeline, "errors_total"));
		add(counts, "dead letters", of(pipeline, "records_delivered_total"));
		return counts.toString();
	}

	private static void add(StringBuilder counts, String what, double count) {
		if (count != 0) {
			counts.append((counts.length() != 0) ? ", " : "").append(what).append(' ').append((long) count);
		}
	}

	/**
	 * The sum of a pipeline's samples.
	 * @param pipeline its name
	 * @param sample their name behind {@code pipeline_}
	 * @param labels labels that they have too
	 * @return the sum, 0 where there are none
	 */
	double of(String pipeline, String sample, String... labels) {
		String[] all = Arrays.copyOf(labels, labels.length + 1);
		all[labels.length] = label("pipeline", pipeline);
		return values("pipeline_" + sample, all).sum();
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
