package io.sightglass.app.commentary;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Reads meters by name, over all their series, with Sightglass's prefix if it has one.
 */
@Component
class Readings {

	private final MeterRegistry registry;

	private final String prefix;

	private final Map<String, Reading> last = new HashMap<>();

	Readings(MeterRegistry registry, @Value("${sightglass.prefix:}") String prefix) {
		this.registry = registry;
		this.prefix = prefix.isEmpty() ? "" : prefix + ".";
	}

	/**
	 * What a counter gained a second since it was last asked for.
	 * @param counter its name
	 * @return the rate; 0 at first
	 */
	double perSecond(String counter) {
		Reading now = new Reading(now(counter), System.nanoTime());
		Reading before = this.last.put(counter, now);
		return (before != null) ? (now.value - before.value) * TimeUnit.SECONDS.toNanos(1) / (now.nanos - before.nanos)
				: 0;
	}

	/**
	 * What a counter or gauge shows now.
	 * @param meter its name
	 * @return the sum of its series
	 */
	double now(String meter) {
		// The shop's own meters have no prefix.
		return Stream.of(meter, this.prefix + meter)
			.distinct()
			.flatMap((name) -> this.registry.find(name).meters().stream())
			.mapToDouble((found) -> found.measure().iterator().next().getValue())
			.filter(Double::isFinite)
			.sum();
	}

	private record Reading(double value, long nanos) {
	}

}
