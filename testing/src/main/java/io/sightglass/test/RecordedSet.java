package io.sightglass.test;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Started;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterSetFactory;
import io.sightglass.meters.set.MeterSets;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A meter set that remembers its calls, in the place of one that records into a registry.
 *
 * <pre class="code">
 * RecordedSet&lt;OrderMeters&gt; orders = RecordedSet.of(OrderMeters.class);
 * new Shop(orders.meters()).order(small);
 * assertThat(orders).hasRecorded(1, (meters) -&gt; meters.placed(Size.S))
 *     .everyTimingEnded()
 *     .hasRecordedNothingElse();
 * </pre>
 *
 * Its timings, stopwatches and levels are real ones. All threads may use it.
 *
 * @param <T> the interface
 */
public final class RecordedSet<T> implements AssertProvider<RecordedSetAssert<T>> {

	private final Class<T> type;

	private final MeterSetFactory<T> factory;

	private final List<RecordedCall> calls = new CopyOnWriteArrayList<>();

	private final MeterRegistry levelRegistry = registry();

	private final T levels;

	private final T meters;

	private RecordedSet(Class<T> type) {
		this.type = type;
		this.factory = MeterSets.factory(type);
		this.levels = MeterSets.onDemand(this.levelRegistry, this.factory);
		this.meters = type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, this::invoke));
	}

	/**
	 * A set that has recorded nothing yet.
	 * @param <T> the interface
	 * @param type the interface
	 * @return the set
	 */
	public static <T> RecordedSet<T> of(Class<T> type) {
		return new RecordedSet<>(type);
	}

	/**
	 * What is given to the code under test.
	 * @return the set
	 */
	public T meters() {
		return this.meters;
	}

	/**
	 * Forgets all calls so far, as where one set serves several tests. Levels stay.
	 */
	public void clear() {
		this.calls.clear();
	}

	/**
	 * For AssertJ, whose {@code assertThat} takes this.
	 * @return an assertion on what was recorded
	 */
	@Override
	public RecordedSetAssert<T> assertThat() {
		return new RecordedSetAssert<>(this);
	}

	Class<T> type() {
		return this.type;
	}

	List<RecordedCall> calls() {
		return List.copyOf(this.calls);
	}

	Readings levels() {
		return new Readings(this.levelRegistry);
	}

	/**
	 * The ids of the levels that were asked for.
	 * @return one for each
	 */
	List<Meter.Id> levelIds() {
		return this.levelRegistry.getMeters().stream().map(Meter::getId).toList();
	}

	/**
	 * What a call means, seen by doing it.
	 * @param call the call
	 * @return a set that has seen nothing else
	 */
	static <T> RecordedSet<T> probe(Class<T> type, Consumer<? super T> call) {
		RecordedSet<T> probe = new RecordedSet<>(type);
		call.accept(probe.meters());
		return probe;
	}

	private @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
		@Nullable Object[] arguments = (given != null) ? given : new Object[0];
		if (method.getDeclaringClass() == Object.class) {
			return switch (method.getName()) {
				case "equals" -> proxy == arguments[0];
				case "hashCode" -> System.identityHashCode(proxy);
				default -> "recorded " + this.type.getName();
			};
		}
		if (method.isDefault()) {
			Class<?> owner = method.getDeclaringClass();
			return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
				.unreflectSpecial(method, owner)
				.bindTo(proxy)
				.invokeWithArguments(arguments);
		}
		return record(method, arguments);
	}

	private @Nullable Object record(Method method, @Nullable Object[] arguments) throws Throwable {
		if (method.getReturnType() == GaugeLevel.class) {
			return call(this.levels, method, arguments);
		}
		MeterRegistry own = registry();
		Object result = call(MeterSets.onDemand(own, this.factory), method, arguments);
		if (own.getMeters().stream().anyMatch(Gauge.class::isInstance)) {
			return call(this.levels, method, arguments);
		}
		RecordedCall call = new RecordedCall(method, Collections.unmodifiableList(Arrays.asList(arguments.clone())),
				own, (result instanceof Started<?> started) ? started : null, Place.ofCaller());
		// What a set leaves out, such as an amount that is no number, was not recorded.
		if (call.started() != null || !call.recordsNothing() || call.arguments().contains(0)
				|| call.arguments().contains(0.0) || call.arguments().contains(0L)) {
			this.calls.add(call);
		}
		return result;
	}

	// Without what Sightglass says of itself, such as of an enum that cannot name itself.
	private static MeterRegistry registry() {
		MeterRegistry registry = new SimpleMeterRegistry();
		registry.config().meterFilter(MeterFilter.denyNameStartsWith("sightglass."));
		return registry;
	}

	// The interface may be package-private.
	private static @Nullable Object call(Object set, Method method, @Nullable Object[] arguments) throws Throwable {
		method.setAccessible(true);
		try {
			return method.invoke(set, arguments);
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
	}

	@Override
	public String toString() {
		return this.type.getSimpleName()
				+ this.calls.stream().map((call) -> System.lineSeparator() + "  " + call).collect(Collectors.joining());
	}

}
