package io.sightglass.registry.limit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.sightglass.registry.catalogue.SelfMeter;
import io.sightglass.registry.internal.log.SafeLog;
import io.sightglass.registry.tag.BoundedValues;

/**
 * What limiters count of their own work, published from the first one on.
 */
final class LimitCounters {

	private static final SafeLog logger = SafeLog.of(LimitCounters.class);

	// Of each kind; what is counted further is "other".
	private static final int MOST = 1000;

	private final String prefix;

	private final Map<List<String>, LimitCounter> named = new ConcurrentHashMap<>();

	private final CopyOnWriteArrayList<LimitCounter> begun = new CopyOnWriteArrayList<>();

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	LimitCounters(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * Counts one of what nobody has a counter for.
	 * @param meter the counter's meter
	 * @param values the values of its tags
	 * @return whether it is the first one
	 */
	boolean count(SelfMeter meter, String... values) {
		List<String> key = new ArrayList<>(List.of(values));
		key.add(meter.getName());
		LimitCounter known = this.named.get(key);
		if (known == null) {
			known = (this.named.size() < MOST)
					? this.named.computeIfAbsent(key, (absent) -> new LimitCounter(meter, values)) : rest(meter);
		}
		return count(known);
	}

	private LimitCounter rest(SelfMeter meter) {
		return this.named.computeIfAbsent(List.of(meter.getName()), (absent) -> new LimitCounter(meter,
				Collections.nCopies(meter.spec().keys().size(), BoundedValues.OTHER).toArray(String[]::new)));
	}

	/**
	 * Counts one.
	 * @param counted of what
	 * @return whether it is the first one
	 */
	boolean count(LimitCounter counted) {
		LimitCounter limit = (counted.begun() || this.begun.size() < MOST) ? counted : rest(counted.meter());
		boolean first = limit.count();
		if (first) {
			this.begun.addIfAbsent(limit);
			this.registries.forEach((registry) -> publish(limit, registry));
		}
		return first;
	}

	// In either order of a count and a binding, one of the two sees the other; counting
	// in the same counter twice is refused. No lock, for registering takes the
	// registry's.
	void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		try {
			registry.config().onMeterRemoved((meter) -> this.begun.forEach((limit) -> limit.forget(meter)));
		}
		catch (Throwable ex) {
			logger.debug("A registry cannot be watched", ex);
		}
		this.begun.forEach((limit) -> publish(limit, registry));
	}

	// Runs inside somebody's recording, which it must not break. A plain counter, for the
	// families count what they fold themselves in the same one.
	private void publish(LimitCounter limit, MeterRegistry registry) {
		SelfMeter meter = limit.meter();
		try {
			Counter.Builder counter = Counter.builder(this.prefix + meter.getName())
				.description(meter.spec().description());
			List<String> keys = meter.spec().keys();
			for (int i = 0; i < keys.size(); i++) {
				counter.tags(List.of(Tag.of(keys.get(i), limit.values().get(i))));
			}
			limit.countIn(counter.register(registry));
		}
		catch (Throwable ex) {
			logger.warn("What is beyond a limit of '" + limit.values().get(0) + "' cannot be counted", ex);
		}
	}

}
