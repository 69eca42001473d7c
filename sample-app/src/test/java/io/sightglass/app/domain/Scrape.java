package io.sightglass.app.domain;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * What Prometheus would see: each sample's name and label keys, such as
 * {@code queries_total{query_type}}.
 */
final class Scrape {

	private static final Pattern KEY = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"");

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	PrometheusMeterRegistry registry() {
		return this.registry;
	}

	SortedSet<String> signatures() {
		return this.registry.scrape()
			.lines()
			.filter((line) -> !line.startsWith("#"))
			.map(Scrape::signature)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String signature(String line) {
		int labels = line.indexOf('{');
		if (labels < 0) {
			return line.substring(0, line.indexOf(' '));
		}
		String keys = KEY.matcher(line.substring(labels))
			.results()
			.map((MatchResult found) -> found.group(1))
			.filter((key) -> !key.equals("le"))
			.sorted()
			.collect(Collectors.joining(","));
		return line.substring(0, labels) + (keys.isEmpty() ? "" : "{" + keys + "}");
	}

}
