package io.sightglass.meters.set;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;

/**
 * Makes meter sets without Spring.
 *
 * <pre class="code">
 * IncidentMeters meters = MeterSets.in(registry).create(IncidentMeters.class);
 * </pre>
 *
 * One set a registry: a gauge belongs to the first set that touched it.
 */
public final class MeterSets {

	private final Instruments instruments;

	private final Sampler sampler;

	private MeterSets(Instruments instruments, Sampler sampler) {
		this.instruments = instruments;
		this.sampler = sampler;
	}

	/**
	 * Sets that record into a registry.
	 * @param registry where their meters go
	 * @return what makes the sets
	 */
	public static MeterSets in(MeterRegistry registry) {
		return in(new Instruments(registry), Sampler.ALWAYS);
	}

	/**
	 * Sets that record through instruments, with their prefix unless a set has its own.
	 * @param instruments where their meters go
	 * @param sampler samples their timers and summaries; counters and gauges are exact
	 * @return what makes the sets
	 */
	public static MeterSets in(Instruments instruments, Sampler sampler) {
		return new MeterSets(instruments, sampler);
	}

	/**
	 * Makes the set of an interface.
	 * @param <T> the interface
	 * @param type the interface
	 * @return the set
	 */
	public <T> T create(Class<T> type) {
		return create(factory(type));
	}

	/**
	 * Makes a set.
	 * @param <T> the interface
	 * @param factory what the processor wrote
	 * @return the set
	 */
	public <T> T create(MeterSetFactory<T> factory) {
		return factory.create(new SetMeters(this.instruments, factory.prefix(), this.sampler));
	}

	/**
	 * A set that does nothing.
	 * @param <T> the interface
	 * @param type the interface
	 * @return the set
	 */
	public static <T> T off(Class<T> type) {
		return factory(type).off();
	}

	/**
	 * All sets that a class loader knows. What the index names and cannot be loaded is
	 * left out with a warning.
	 * @param loader the class loader
	 * @return what the processor wrote for each
	 */
	public static List<MeterSetFactory<?>> factories(ClassLoader loader) {
		return SetIndex.read(loader);
	}

	/**
	 * What the processor wrote for an interface.
	 * @param <T> the interface
	 * @param type the interface
	 * @return its factory
	 */
	@SuppressWarnings("unchecked")
	public static <T> MeterSetFactory<T> factory(Class<T> type) {
		for (MeterSetFactory<?> factory : SetIndex.read(type.getClassLoader())) {
			if (factory.type().equals(type)) {
				return (MeterSetFactory<T>) factory;
			}
		}
		throw new IllegalArgumentException(missing(type));
	}

	private static String missing(Class<?> type) {
		Module module = type.getModule();
		if (module.isNamed() && type.isAnnotationPresent(MeterSet.class)) {
			return "The module %s does not provide %s. Add to its module-info.java: provides %s with %s;"
				.formatted(module.getName(), type.getName(), MeterSetFactory.class.getName(), factoryName(type));
		}
		return type.getName() + " has no generated class. Annotate it with @MeterSet and put sightglass-processor into "
				+ "the compiler's annotationProcessorPaths (Maven) or annotationProcessor (Gradle), kapt for Kotlin.";
	}

	// As the processor names it: beside the set, with underscores for what is around it.
	private static String factoryName(Class<?> type) {
		String packageName = type.getPackageName();
		String before = packageName.isEmpty() ? "" : packageName + ".";
		String name = String.valueOf(type.getCanonicalName());
		return before + name.substring(before.length()).replace('.', '_') + "MeterSet";
	}

}
