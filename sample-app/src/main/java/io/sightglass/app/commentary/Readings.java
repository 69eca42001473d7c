package io.sightglass.app.commentary;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
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
		this.prefix = prefix;
	}

	double total(String counter) {
		return sum(this.registry.find(named(counter)).counters(), Counter::count)
				+ (this.prefix.isEmpty() ? 0 : sum(this.registry.find(counter).counters(), Counter::count));
	}

	double level(String gauge) {
		return sum(this.registry.find(named(gauge)).gauges(), Gauge::value);
	}

	/**
	 * What a counter gained a second since it was last asked for.
	 * @param counter its name
	 * @return the rate; 0 at first
	 */
	double perSecond(String counter) {
		Reading now = new Reading(total(counter), System.nanoTime());
		Reading before = this.last.put(counter, now);
		return (before != null) ? (now.value - before.value) * TimeUnit.SECONDS.toNanos(1) / (now.nanos - before.nanos)
				: 0;
	}

	private String named(String meter) {
		return this.prefix.isEmpty() ? meter : this.prefix + "." + meter;
	}

	private static <M> double sum(Collection<M> meters, ToDoubleFunction<M> value) {
		return meters.stream().mapToDouble(value).filter(Double::isFinite).sum();
	}

	private record Reading(double value, long nanos) {
	}

}
