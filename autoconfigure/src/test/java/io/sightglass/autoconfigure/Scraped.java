package io.sightglass.autoconfigure;

import java.util.Arrays;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * What Prometheus would read.
 */
public final class Scraped {

	private Scraped() {
	}

	/**
	 * The sum of the series of a name that have all the labels.
	 * @param registry a Prometheus registry
	 * @param name the name in the scrape
	 * @param labels such as {@code role="server"}
	 * @return the sum, and 0 where there is none
	 */
	public static double value(MeterRegistry registry, String name, String... labels) {
		return ((PrometheusMeterRegistry) registry).scrape()
			.lines()
			.filter((line) -> line.startsWith(name + "{") && Arrays.stream(labels).allMatch(line::contains))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

}
