package io.sightglass.autoconfigure.week;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * What the meters of a registry say, those that are there and those that have left it
 * because nobody recorded into them.
 */
public final class Totals {

	/** Of its series each is used once only; those that left are added up. */
	static final String ONCE = "week.visits";

	private final MeterRegistry registry;

	private final Map<Meter.Id, Double> left = new ConcurrentHashMap<>();

	private final DoubleAdder visits = new DoubleAdder();

	public Totals(MeterRegistry registry) {
		this.registry = registry;
		registry.config().onMeterRemoved(this::removed).onMeterAdded((meter) -> this.left.remove(meter.getId()));
	}

	private void removed(Meter meter) {
		double value = value(meter);
		if (meter.getId().getName().equals(ONCE) && !"other".equals(meter.getId().getTag("visitor"))) {
			this.visits.add(value);
		}
		else if (value != 0) {
			this.left.put(meter.getId(), value);
		}
	}

	/**
	 * The sum of counters, or of how often timers and summaries were recorded.
	 * @param name the meters' name
	 * @param tags keys and values that they must have
	 * @return the sum
	 */
	public long sum(String name, String... tags) {
		double[] sum = { name.equals(ONCE) ? this.visits.sum() : 0 };
		BiConsumer<Meter.Id, Double> add = (id, value) -> sum[0] += matches(id, name, tags) ? value : 0;
		this.left.forEach(add);
		meters(name).filter((meter) -> !this.left.containsKey(meter.getId()))
			.forEach((meter) -> add.accept(meter.getId(), value(meter)));
		return Math.round(sum[0]);
	}

	/**
	 * The sum of counters that do not count whole ones.
	 * @param name the counters' name
	 * @return the sum
	 */
	public double exact(String name) {
		return meters(name).mapToDouble(Totals::value).sum();
	}

	/**
	 * The sum of gauges that are there now.
	 * @param name the gauges' name
	 * @param tags keys and values that they must have
	 * @return the sum
	 */
	public double level(String name, String... tags) {
		return this.registry.find(name).tags(tags).gauges().stream().mapToDouble(Gauge::value).sum();
	}

	boolean has(String name, String key, String value) {
		return this.registry.find(name).tag(key, value).meter() != null;
	}

	int series() {
		return this.registry.getMeters().size();
	}

	private Stream<Meter> meters(String name) {
		return this.registry.find(name).meters().stream();
	}

	private static boolean matches(Meter.Id id, String name, String... tags) {
		boolean matches = id.getName().equals(name);
		for (int i = 0; i < tags.length; i += 2) {
			matches &= tags[i + 1].equals(id.getTag(tags[i]));
		}
		return matches;
	}

	private static double value(Meter meter) {
		if (meter instanceof Counter counter) {
			return counter.count();
		}
		if (meter instanceof FunctionCounter counter) {
			return counter.count();
		}
		if (meter instanceof Timer timer) {
			return timer.count();
		}
		return (meter instanceof DistributionSummary summary) ? summary.count() : 0;
	}

}
