package io.sightglass.instrumentation.faults;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.Map;
import java.util.Set;

/**
 * What may throw, and why. Everything else never does.
 */
final class Refusals {

	/**
	 * What is made once, when an application starts, refuses null and limits that no
	 * configuration may hold, before anything is registered or counted.
	 */
	private static final Set<String> MADE_AT_THE_START = Set.of("ConnectionMeters.in", "TransportMeters.in",
			"PipelineMeters.in", "LlmMeters.in", "HttpMeters.in", "StateMeters.in", "Sampler.of", "Sampler.auto",
			"MeterSets.in", "MeterSets.onDemand", "MeterSets.off", "MeterSets.factory", "MeterSets.factoryName",
			"TaggedMeters.in", "TaggedMetersBuilder.name", "TaggedMetersBuilder.tags", "TaggedMetersBuilder.counters",
			"TaggedMetersBuilder.timers", "TaggedMetersBuilder.summaries", "TaggedMetersBuilder.meters", "Budget.none",
			"Instruments.name", "Instruments.has", "Instruments.counter", "Instruments.timer", "Instruments.summary",
			"Instruments.gauge", "Instruments.functionCounter", "MeterSpec.counter", "MeterSpec.gauge",
			"MeterSpec.timer", "MeterSpec.summary", "MeterSpec.within", "ModelPrice.perMillion",
			"ModelPriceBuilder.usd", "ModelPriceBuilder.discount", "ModelPriceBuilder.contextWindow",
			"PriceBook.firstOf", "PriceTable.read");

	private static final Set<Class<?>> REFUSALS = Set.of(NullPointerException.class, IllegalArgumentException.class,
			NumberFormatException.class, ArithmeticException.class, IOException.class);

	/** What runs the application's own work, which is not null. */
	private static final Set<String> WORK = Set.of("Started.call", "Started.run", "Started.callWith", "Stage.call",
			"Stage.run", "Stage.callWith", "GaugeLevel.call", "GaugeLevel.run");

	/** Where the application's own function throws, its caller hears of it. */
	private static final Set<String> THE_APPLICATIONS = Set.of("BoundedValues.bound", "BoundedValues.number",
			"TaggedMeters.with");

	/**
	 * Prices are reckoned exactly or not at all, and their names are never null; a
	 * registry gives its filters no null. Who asks guards.
	 */
	private static final Map<String, Set<Class<?>>> OTHERS = Map.ofEntries(
			Map.entry("ModelPrice.cost", Set.of(NullPointerException.class, ArithmeticException.class)),
			nulls("ModelPrice.knows"), nulls("ModelPrice.unpriced"), nulls("ModelPrice.saved"),
			nulls("ModelPrice.rate"), nulls("ModelPrice.has"), nulls("ReloadedPrices.price"), nulls("PriceBook.price"),
			nulls("PriceTable.price"), nulls("SeriesLimiter.map"), nulls("SeriesLimiter.accept"),
			nulls("SeriesLimiter.fold"), nulls("SeriesLimiter.count"), nulls("SeriesLimiter.isShared"),
			nulls("SeriesLimiter.keep"), nulls("SeriesLimiter.refuses"));

	private static Map.Entry<String, Set<Class<?>>> nulls(String call) {
		return Map.entry(call, Set.of(NullPointerException.class));
	}

	private Refusals() {
	}

	static boolean allow(Executable call, Throwable thrown) {
		String name = call.getDeclaringClass().getSimpleName() + "." + call.getName();
		if (call instanceof Constructor || MADE_AT_THE_START.contains(name)) {
			return REFUSALS.contains(thrown.getClass());
		}
		if (Hostile.APPLICATIONS.equals(thrown.getMessage())) {
			return THE_APPLICATIONS.contains(name) || WORK.contains(name);
		}
		if (WORK.contains(name)) {
			return thrown instanceof NullPointerException;
		}
		return OTHERS.getOrDefault(name, Set.of()).contains(thrown.getClass());
	}

}
