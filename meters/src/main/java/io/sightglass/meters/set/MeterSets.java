package io.sightglass.meters.set;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.PerRegistry;
import io.sightglass.registry.internal.log.Printable;

/**
 * Makes meter sets without Spring.
 *
 * <pre class="code">
 * IncidentMeters meters = MeterSets.in(registry, IncidentMeters.class);
 * </pre>
 */
public final class MeterSets {

	private MeterSets() {
	}

	/**
	 * A set that records into a registry; the one that there is already, where there is.
	 * @param <T> the interface
	 * @param registry where its meters go
	 * @param type the interface
	 * @return the same for the same registry
	 */
	public static <T> T in(MeterRegistry registry, Class<T> type) {
		MeterSetFactory<T> factory = factory(type);
		return PerRegistry.get(registry, type, () -> make(factory, new Instruments(registry), Sampler.ALWAYS, true));
	}

	/**
	 * A set that records through instruments, with their prefix unless it has its own.
	 * @param <T> the interface
	 * @param instruments where its meters go
	 * @param factory what the processor wrote
	 * @param sampler samples its timers and summaries; counters and gauges are exact
	 * @return the set
	 */
	public static <T> T in(Instruments instruments, MeterSetFactory<T> factory, Sampler sampler) {
		return PerRegistry.offer(instruments.registry(), factory.type(), make(factory, instruments, sampler, true));
	}

	/**
	 * A set whose meters are there once they were recorded into, none beforehand.
	 * @param <T> the interface
	 * @param registry where its meters go
	 * @param factory what the processor wrote
	 * @return the set
	 */
	public static <T> T onDemand(MeterRegistry registry, MeterSetFactory<T> factory) {
		return make(factory, new Instruments(registry), Sampler.ALWAYS, false);
	}

	private static <T> T make(MeterSetFactory<T> factory, Instruments instruments, Sampler sampler, boolean inAdvance) {
		return factory.create(new SetMeters(instruments, factory.prefix(), sampler, inAdvance));
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
		throw new IllegalArgumentException(Printable.line(missing(type)));
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

	/**
	 * The name of the class that the processor writes for an interface: beside it, with
	 * underscores for what is around it.
	 * @param type the interface
	 * @return the name, whether there is such a class or not
	 */
	public static String factoryName(Class<?> type) {
		String packageName = type.getPackageName();
		String before = packageName.isEmpty() ? "" : packageName + ".";
		// Without a name, as an anonymous class is, it is no set.
		String name = (type.getCanonicalName() != null) ? type.getCanonicalName() : type.getName();
		return before + name.substring(before.length()).replace('.', '_') + "MeterSet";
	}

}
