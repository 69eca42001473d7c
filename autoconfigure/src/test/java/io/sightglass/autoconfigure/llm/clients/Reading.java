package io.sightglass.autoconfigure.llm.clients;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What the meters have moved by since it was made.
 */
final class Reading {

	private final MeterRegistry registry;

	private final Map<Meter.Id, Double> before;

	private final double activeBefore;

	Reading(MeterRegistry registry) {
		this.registry = registry;
		this.before = all();
		this.activeBefore = active();
	}

	/**
	 * Waits for the end of what was begun.
	 */
	void await() {
		try {
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.pollInterval(Duration.ofMillis(5))
				.pollDelay(Duration.ZERO)
				.until(() -> sum("llm.requests") > 0 && active() == this.activeBefore);
		}
		catch (ConditionTimeoutException ex) {
			// What was not counted is read as nothing.
		}
	}

	@Override
	public String toString() {
		return "%-9s %-15s %-7.0f %-17s %.9f %-14s %-8.0f %.0f".formatted(tags("llm.requests", "outcome"),
				tags("llm.errors", "error"), sum("llm.retries"), tokens(), sum("llm.cost"),
				tags("llm.finishes", "reason"), sum("llm.unparsed"), sum("llm.time.to.first.token"));
	}

	double sum(String name, String... tags) {
		return moved(name, tags).mapToDouble(Map.Entry::getValue).sum();
	}

	private String tokens() {
		return Stream.of("input", "output", "cache_read", "cache_write", "reasoning")
			.map((type) -> String.format(Locale.ROOT, "%.0f", sum("llm.tokens", "type", type)))
			.collect(Collectors.joining(","));
	}

	// Each value of a tag, and how often if not once.
	private String tags(String name, String key) {
		Map<String, Double> values = new TreeMap<>();
		moved(name).forEach(
				(entry) -> values.merge(String.valueOf(entry.getKey().getTag(key)), entry.getValue(), Double::sum));
		String text = values.entrySet()
			.stream()
			.map((entry) -> (entry.getValue() == 1) ? entry.getKey() : entry.getKey() + "*" + entry.getValue())
			.collect(Collectors.joining("+"));
		return text.isEmpty() ? "-" : text;
	}

	private Stream<Map.Entry<Meter.Id, Double>> moved(String name, String... tags) {
		return all().entrySet()
			.stream()
			.filter((entry) -> entry.getKey().getName().equals(name)
					&& (tags.length == 0 || tags[1].equals(entry.getKey().getTag(tags[0]))))
			.map((entry) -> Map.entry(entry.getKey(), entry.getValue() - this.before.getOrDefault(entry.getKey(), 0.0)))
			.filter((entry) -> entry.getValue() != 0);
	}

	private double active() {
		return this.registry.find("llm.requests.active").gauges().stream().mapToDouble(Gauge::value).sum();
	}

	private Map<Meter.Id, Double> all() {
		return this.registry.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().startsWith("llm.") && !(meter instanceof Gauge))
			.collect(Collectors.toMap(Meter::getId, Reading::value));
	}

	private static double value(Meter meter) {
		if (meter instanceof Counter counter) {
			return counter.count();
		}
		if (meter instanceof FunctionCounter counter) {
			return counter.count();
		}
		return (meter instanceof Timer timer) ? timer.count() : 0;
	}

}
