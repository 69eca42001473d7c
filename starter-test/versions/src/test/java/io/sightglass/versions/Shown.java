package io.sightglass.versions;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a scrape shows.
 *
 * @param text the scrape
 */
record Shown(String text) {

	// Requests of the actuator itself are left out by default.
	private static final Pattern ACTUATOR = Pattern.compile("uri=\"/actuator");

	// What is the same each time that the same is done.
	private static final Pattern EXACT = Pattern
		.compile("(http_(server|client)_requests|spring_(batch|integration)_\\w+)"
				+ "_(seconds_)?(count|total)\\{.*|(hikaricp|jdbc)_connections_(min|max)\\{.*|tomcat_threads_config_max.*");

	double requests() {
		return samples().entrySet()
			.stream()
			.filter((sample) -> sample.getKey().startsWith("http_server_requests_seconds_count"))
			.mapToDouble((sample) -> Double.parseDouble(sample.getValue()))
			.sum();
	}

	// Names and labels.
	Set<String> series() {
		return samples().keySet();
	}

	Set<String> names() {
		return series().stream().map((series) -> series.split("\\{")[0]).collect(Collectors.toCollection(TreeSet::new));
	}

	/** The series with what is always the same of them, and the types. */
	Set<String> all() {
		Set<String> all = new TreeSet<>();
		samples().forEach((series, value) -> all.add(EXACT.matcher(series).matches() ? series + " " + value : series));
		this.text.lines().filter((line) -> line.startsWith("# TYPE ")).forEach(all::add);
		return all;
	}

	private Map<String, String> samples() {
		Map<String, String> samples = new TreeMap<>();
		this.text.lines()
			.filter((line) -> !line.startsWith("#") && !ACTUATOR.matcher(line).find())
			.forEach((line) -> samples.put(line.substring(0, line.lastIndexOf(' ')),
					line.substring(line.lastIndexOf(' ') + 1)));
		return samples;
	}

}
