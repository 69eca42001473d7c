package io.sightglass.clinic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sightglass.meters.internal.catalogue.Catalogue;

/**
 * What one scrape in the text format has.
 *
 * @param text the scrape
 */
record Scrape(String text) {

	static final String OTHERS = "Boot and the libraries";

	private static final Pattern LABEL = Pattern.compile("[{,](method|uri|status)=\"([^\"]*)\"");

	long lines() {
		return this.text.lines().count();
	}

	int bytes() {
		return this.text.getBytes(StandardCharsets.UTF_8).length;
	}

	/**
	 * Every sample.
	 * @return the lines that are no comments
	 */
	List<String> samples() {
		return this.text.lines().filter((line) -> !line.startsWith("#")).toList();
	}

	/**
	 * Every series.
	 * @return names and labels, without the values
	 */
	List<String> series() {
		return samples().stream().map((sample) -> sample.substring(0, sample.lastIndexOf(' '))).toList();
	}

	/**
	 * The series whose names begin with a word.
	 * @param prefix the beginning
	 * @return names and labels
	 */
	List<String> series(String prefix) {
		return series().stream().filter((series) -> series.startsWith(prefix)).toList();
	}

	/**
	 * What the series of a name add up to.
	 * @param name the name
	 * @return the sum, without the requests of the actuator
	 */
	double sum(String name) {
		return samples().stream()
			.filter((sample) -> name(sample).equals(name) && !sample.contains("uri=\"/actuator"))
			.mapToDouble((sample) -> Double.parseDouble(sample.substring(sample.lastIndexOf(' '))))
			.sum();
	}

	/**
	 * The families that show something.
	 * @return how many series each has
	 */
	Map<String, Integer> families() {
		return count(series(), (series) -> family(name(series)));
	}

	static Map<String, Integer> count(List<String> lines, Function<String, String> key) {
		Map<String, Integer> counts = new TreeMap<>();
		lines.forEach((line) -> counts.merge(key.apply(line), 1, Integer::sum));
		return counts;
	}

	/**
	 * What each route costs: the samples that are its own, and those that it shares with
	 * other answers to the same method or path.
	 * @return the samples by method, path and status
	 */
	Map<String, List<String>> routes() {
		List<Map.Entry<Map<String, String>, String>> samples = samples().stream()
			.map((sample) -> Map.entry(labels(sample), sample))
			.filter((sample) -> !sample.getKey().getOrDefault("uri", "UNKNOWN").equals("UNKNOWN"))
			.toList();
		Map<String, List<String>> routes = new TreeMap<>();
		samples.stream().map(Map.Entry::getKey).filter((labels) -> labels.size() == 3).forEach((route) -> {
			List<String> own = samples.stream()
				.filter((sample) -> route.entrySet().containsAll(sample.getKey().entrySet()))
				.map(Map.Entry::getValue)
				.toList();
			routes.put("%s %s %s".formatted(route.get("method"), route.get("uri"), route.get("status")), own);
		});
		return routes;
	}

	List<String> route(String route) {
		return routes().getOrDefault(route, List.of());
	}

	static String name(String line) {
		return line.split("[{ ]", 2)[0];
	}

	private static Map<String, String> labels(String sample) {
		Map<String, String> labels = new TreeMap<>();
		Matcher label = LABEL.matcher(sample);
		while (label.find()) {
			labels.put(label.group(1), label.group(2));
		}
		return labels;
	}

	private static String family(String name) {
		return Catalogue.families()
			.stream()
			.filter((family) -> family.meters()
				.stream()
				.anyMatch((meter) -> (name + "_").startsWith(meter.getName().replace('.', '_') + "_")))
			.map(Catalogue.Family::name)
			.findFirst()
			.orElse(OTHERS);
	}

}
