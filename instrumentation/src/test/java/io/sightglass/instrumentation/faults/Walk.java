package io.sightglass.instrumentation.faults;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.http.HttpExchange;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.set.TaggedMeters;
import org.jspecify.annotations.NullUnmarked;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * Calls every method of the API, of every object that those methods return, twice each,
 * in an order of chance, and remembers what was thrown.
 */
@NullUnmarked
final class Walk {

	private static final int MOST_OF_A_TYPE = 12;

	private final List<Class<?>> types = Api.types();

	private final Map<Class<?>, List<Object>> met = new ConcurrentHashMap<>();

	private final Queue<AutoCloseable> closeable = new ConcurrentLinkedQueue<>();

	private final Set<String> called = new ConcurrentSkipListSet<>();

	/** What was thrown, by who threw it. */
	final Map<String, Throwable> faults = new ConcurrentSkipListMap<>();

	private final MeterRegistry registry;

	private final Instruments instruments;

	Walk(MeterRegistry registry, Instruments instruments) {
		this.registry = registry;
		this.instruments = instruments;
		this.types.forEach((type) -> this.met.put(type, new CopyOnWriteArrayList<>()));
		this.types.forEach((type) -> constants(type).forEach(this::meet));
		this.met.put(Counter.class, List.of(registry.counter("walked.counter")));
		this.met.put(Timer.class, List.of(registry.timer("walked.timer")));
		this.met.put(DistributionSummary.class, List.of(registry.summary("walked.summary")));
		meet(TaggedMeters.in(instruments).name("walked.tagged").tags("a", "b").maxSeries(9).counters());
		meet(instruments);
		meet(instruments.failures());
	}

	private static List<Object> constants(Class<?> type) {
		return Arrays.stream(type.getFields())
			.filter((field) -> Modifier.isStatic(field.getModifiers()) && type.isAssignableFrom(field.getType()))
			.map(Walk::value)
			.toList();
	}

	private static Object value(java.lang.reflect.Field field) {
		try {
			return field.get(null);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Goes round.
	 * @param seed of the order and of the arguments
	 * @param rounds how often
	 */
	void go(long seed, int rounds) {
		Random random = new Random(seed);
		Hostile hostile = new Hostile(random, this.registry, this.instruments);
		List<Executable> calls = new ArrayList<>();
		this.types.forEach((type) -> calls.addAll(Api.calls(type)));
		for (int i = 0; i < rounds; i++) {
			Collections.shuffle(calls, random);
			calls.forEach((call) -> call(call, hostile, random));
		}
	}

	private void call(Executable call, Hostile hostile, Random random) {
		Object target = null;
		if (call instanceof Method method && !Modifier.isStatic(method.getModifiers())) {
			List<Object> targets = this.met.get(call.getDeclaringClass());
			if (targets.isEmpty()) {
				return;
			}
			target = targets.get(random.nextInt(targets.size()));
		}
		Object[] arguments = arguments(call, hostile);
		if (arguments != null) {
			this.called.add(Api.name(call));
			invoke(call, target, arguments);
			invoke(call, target, arguments);
		}
	}

	private Object[] arguments(Executable call, Hostile hostile) {
		Class<?>[] types = call.getParameterTypes();
		Object[] arguments = new Object[types.length];
		for (int i = 0; i < types.length; i++) {
			try {
				arguments[i] = hostile.one(types[i], this.met.getOrDefault(types[i], List.of()));
			}
			catch (IllegalArgumentException ex) {
				this.faults.put(Api.name(call), ex);
				return null;
			}
		}
		return arguments;
	}

	private void invoke(Executable call, Object target, Object[] arguments) {
		try {
			if (call instanceof Constructor<?> constructor) {
				meet(constructor.newInstance(arguments));
			}
			else {
				Object answer = ((Method) call).invoke(target, arguments);
				passesThrough((Method) call, arguments, answer);
				meet(answer);
			}
		}
		catch (InvocationTargetException ex) {
			if (!Refusals.allow(call, ex.getCause())) {
				this.faults.putIfAbsent(Api.name(call) + " " + ex.getCause().getClass().getSimpleName(),
						new IllegalStateException("with " + shown(target, arguments), ex.getCause()));
			}
		}
		catch (ReflectiveOperationException ex) {
			this.faults.put(Api.name(call), ex);
		}
	}

	// What a method takes and returns as a T of its own is the caller's.
	private void passesThrough(Method method, Object[] arguments, Object answer) {
		if (method.getGenericReturnType() instanceof java.lang.reflect.TypeVariable<?> own
				&& Arrays.equals(method.getGenericParameterTypes(), new java.lang.reflect.Type[] { own })
				&& answer != arguments[0]) {
			this.faults.put(Api.name(method), new IllegalStateException("gave another value back"));
		}
	}

	@SuppressWarnings("unchecked")
	private void meet(Object object) {
		if (object == null) {
			return;
		}
		if (object instanceof List<?> list) {
			list.forEach(this::meet);
			return;
		}
		if (object instanceof Function<?, ?> tap) {
			tap(tap);
		}
		if (object instanceof ToDoubleFunction<?> guarded && isOurs(object)) {
			double ignored = ((ToDoubleFunction<Object>) guarded).applyAsDouble("state");
		}
		if (object instanceof HttpExchange exchange) {
			this.closeable.add(() -> exchange.answered("http.server.requests", KeyValues.empty(), "none"));
		}
		if (object instanceof AutoCloseable closeable && isOurs(object)) {
			this.closeable.add(closeable);
		}
		for (Class<?> type : this.types) {
			List<Object> known = this.met.get(type);
			if (type.isInstance(object) && !known.contains(object)) {
				if (known.size() < MOST_OF_A_TYPE) {
					known.add(object);
				}
				else {
					known.set(object.hashCode() & 7, object);
				}
			}
		}
		if (isOurs(object) && !isElses(object) && this.types.stream().noneMatch((type) -> type.isInstance(object))) {
			this.faults.put("unknown " + object.getClass().getName(), new IllegalStateException("met, and not walked"));
		}
	}

	private static boolean isOurs(Object object) {
		return object.getClass().getName().startsWith("io.sightglass.") && !(object instanceof MeterRegistry);
	}

	// Used where it is met, or Micrometer's and Java's.
	private static boolean isElses(Object object) {
		return object instanceof Function || object instanceof ToDoubleFunction || object instanceof Meter
				|| object instanceof Meter.Id || object instanceof Throwable || object instanceof HostileSet.Factory;
	}

	// Every signal passes, in order and once.
	@SuppressWarnings("unchecked")
	private void tap(Function<?, ?> tap) {
		for (Flux<Object> stream : Hostile.streams()) {
			List<Object> expected = signals(stream);
			List<Object> seen = signals((Publisher<Object>) ((Function<Object, Object>) tap).apply(stream));
			if (!seen.equals(expected)) {
				this.faults.put("PipelineTap", new IllegalStateException(expected + " became " + seen));
			}
		}
	}

	private static List<Object> signals(Publisher<Object> stream) {
		List<Object> signals = Collections.synchronizedList(new ArrayList<>());
		try {
			Flux.from(stream)
				.subscribe(signals::add, (error) -> signals.add(error.getClass()), () -> signals.add("done"));
		}
		catch (RuntimeException | Error ex) {
			signals.add(ex);
		}
		return signals;
	}

	void closeAll() {
		this.closeable.forEach((each) -> {
			try {
				each.close();
			}
			catch (Exception | Error ex) {
				this.faults.put(each.getClass().getName() + ".close", ex);
			}
		});
	}

	/**
	 * What no round has reached, but for what the application implements.
	 * @return the names of its methods
	 */
	List<String> missed() {
		return this.types.stream()
			.filter((type) -> !Hostile.isFunction(type))
			.flatMap((type) -> Api.calls(type).stream())
			.map(Api::name)
			.filter((name) -> !this.called.contains(name))
			.toList();
	}

	private static String shown(Object target, Object[] arguments) {
		StringBuilder shown = new StringBuilder((target != null) ? target.getClass().getSimpleName() : "");
		for (Object argument : arguments) {
			String text;
			try {
				text = (argument instanceof Object[] array) ? Arrays.toString(array) : String.valueOf(argument);
			}
			catch (RuntimeException | Error ex) {
				text = argument.getClass().getSimpleName();
			}
			shown.append(", ").append(text, 0, Math.min(text.length(), 40));
		}
		return shown.toString();
	}

}
