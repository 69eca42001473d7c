package io.sightglass.instrumentation.faults;

import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.ServiceConfigurationError;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.catalogue.SelfMeter;
import org.jspecify.annotations.NullUnmarked;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Arguments that nobody should give, by type.
 */
@NullUnmarked
final class Hostile {

	/** What the application's own functions throw says so. */
	static final String APPLICATIONS = "the application's";

	private static final String SHARED = "held";

	private static final Object[] STRINGS = { null, "", " \t", SHARED, "other", "none", "timeout", "x".repeat(10_000),
			"a\u0000\n\r\u001b", "\ud800", "a\udc00", "\"\\{}=,", "ünï😀", "gpt-4o", "openai" };

	private final Map<Class<?>, Object[]> values = new HashMap<>();

	private final Random random;

	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(2));

	Hostile(Random random, MeterRegistry registry, Instruments instruments) {
		this.random = random;
		this.values.put(String.class, STRINGS);
		this.values.put(long.class, new Object[] { 0L, 1L, -1L, 7L, Long.MAX_VALUE, Long.MIN_VALUE });
		this.values.put(int.class, new Object[] { 0, 1, -1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE });
		this.values.put(double.class, new Object[] { 0.0, -0.0, 1.5, -1.0, Double.NaN, Double.POSITIVE_INFINITY,
				Double.NEGATIVE_INFINITY, Double.MAX_VALUE, Double.MIN_VALUE });
		this.values.put(boolean.class, new Object[] { true, false });
		this.values.put(Object.class, new Object[] { null, "value", 42 });
		this.values.put(Throwable.class, throwables());
		this.values.put(Duration.class, new Object[] { null, Duration.ZERO, Duration.ofSeconds(-1),
				Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MIN_VALUE), Duration.ofMillis(3) });
		this.values.put(Instant.class, new Object[] { null, Instant.MIN, Instant.MAX, Instant.EPOCH, Instant.now(),
				Instant.ofEpochMilli(-1) });
		this.values.put(OptionalDouble.class, new Object[] { null, OptionalDouble.empty(), OptionalDouble.of(-1),
				OptionalDouble.of(Double.NaN), OptionalDouble.of(Double.POSITIVE_INFINITY), OptionalDouble.of(50) });
		this.values.put(BigDecimal.class,
				new Object[] { null, BigDecimal.ONE, BigDecimal.ONE.negate(), new BigDecimal("1E+400") });
		this.values.put(KeyValues.class, new Object[] { null, KeyValues.empty(), KeyValues.of("uri", "/a", "a", "b"),
				KeyValues.of("uri", "\ud800\u0000", "status", "999") });
		this.values.put(Tags.class, new Object[] { null, Tags.empty(), Tags.of("a", "\u0000") });
		this.values.put(List.class, new Object[] { null, List.of(), Collections.singletonList(null) });
		this.values.put(Map.class, new Object[] { null, Map.of(), Collections.singletonMap(null, null) });
		this.values.put(MeterRegistry.class, new Object[] { registry });
		this.values.put(Instruments.class, new Object[] { instruments });
		this.values.put(Meter.Id.class, new Object[] { null,
				new Meter.Id("sightglass.walked", Tags.of("a", "\ud800"), null, null, Meter.Type.COUNTER) });
		this.values.put(MeterFilter.class, new Object[] { null, MeterFilter.deny(), new MeterFilter() {
			@Override
			public MeterFilterReply accept(Meter.Id id) {
				throw new IllegalStateException(APPLICATIONS);
			}
		} });
		this.values.put(Meter.Type.class, new Object[] { null, Meter.Type.COUNTER, Meter.Type.GAUGE });
		this.values.put(Clock.class, new Object[] { null, Clock.SYSTEM });
		this.values.put(BlockingQueue.class,
				new Object[] { null, new LinkedBlockingQueue<>(), this.executor.getQueue() });
		this.values.put(ThreadPoolExecutor.class, new Object[] { null, this.executor });
		this.values.put(Reader.class, new Object[] { null, new StringReader("\u0000,,,\n\ud800") });
		this.values.put(Class.class, new Object[] { null, HostileSet.class, String.class });
		this.values.put(ClassLoader.class, new Object[] { null, Hostile.class.getClassLoader() });
		this.values.put(Mono.class, new Object[] { null, Mono.just("a"), Mono.empty(), Mono.error(new Exception()) });
		this.values.put(io.sightglass.meters.set.MeterSetFactory.class,
				new Object[] { null, new HostileSet.Factory() });
		this.values.put(io.sightglass.registry.catalogue.CatalogueMeter.class,
				new Object[] { null, SelfMeter.FAILURES });
	}

	/**
	 * One argument.
	 * @param type its type
	 * @param met objects of that type that the walk has met
	 * @return it, or nothing where only the walk could know one
	 * @throws IllegalArgumentException if nobody knows the type
	 */
	Object one(Class<?> type, List<Object> met) {
		if (type.isArray()) {
			return array(type.getComponentType(), met);
		}
		Object[] known = this.values.get(type);
		if (known != null) {
			return known[this.random.nextInt(known.length)];
		}
		if (type.isEnum()) {
			return pick(type.getEnumConstants());
		}
		if (!met.isEmpty()) {
			return (this.random.nextInt(8) == 0) ? null : met.get(this.random.nextInt(met.size()));
		}
		if (isFunction(type)) {
			return (this.random.nextInt(6) == 0) ? null : function(type);
		}
		if (type.getName().startsWith("io.sightglass.")) {
			return null;
		}
		throw new IllegalArgumentException("no arguments are known for " + type.getName());
	}

	/**
	 * What the application implements.
	 * @param type a type of an argument
	 * @return whether it is one of those
	 */
	static boolean isFunction(Class<?> type) {
		return type.isInterface()
				&& (type.getName().startsWith("java.util.function.") || type == Runnable.class || type.getSimpleName()
					.matches("Callable|Work|Task|WorkWith|PriceBook|ConnectionSource|ByteSource|ClusterState"));
	}

	private Object function(Class<?> type) {
		Object answer = this.random.nextInt(3);
		return Proxy.newProxyInstance(Hostile.class.getClassLoader(), new Class<?>[] { type },
				(self, method, given) -> {
					if (method.getDeclaringClass() == Object.class) {
						return switch (method.getName()) {
							case "equals" -> self == given[0];
							case "hashCode" -> System.identityHashCode(self);
							default -> type.getSimpleName();
						};
					}
					return switch ((int) answer) {
						case 0 -> throw new IllegalStateException(APPLICATIONS);
						case 1 -> throw error(this.random.nextInt(100), APPLICATIONS);
						default -> returned(method.getReturnType());
					};
				});
	}

	/**
	 * An error.
	 * @param turn which of them
	 * @param message what it says
	 * @return the error
	 */
	static Error error(int turn, String message) {
		return switch (turn % 7) {
			case 0 -> new NoClassDefFoundError(message);
			case 1 -> new StackOverflowError(message);
			case 2 -> new AssertionError(message);
			case 3 -> new OutOfMemoryError(message);
			case 4 -> new InternalError(message);
			case 5 -> new ServiceConfigurationError(message);
			default -> new ExceptionInInitializerError(message);
		};
	}

	private Object returned(Class<?> type) {
		return (type.isPrimitive() && type != void.class) ? pick(this.values.get(type)) : null;
	}

	private Object pick(Object[] constants) {
		int at = this.random.nextInt(constants.length + (constants[0].getClass().isEnum() ? 1 : 0));
		return (at < constants.length) ? constants[at] : null;
	}

	private Object array(Class<?> type, List<Object> met) {
		int length = this.random.nextInt(6) - 1;
		if (length < 0) {
			return null;
		}
		Object array = Array.newInstance(type, length);
		for (int i = 0; i < length; i++) {
			Array.set(array, i, one(type, met));
		}
		return array;
	}

	private static Object[] throwables() {
		Exception loop = new Exception("loop");
		loop.initCause(new Exception(loop));
		return new Object[] { null, new Exception(), new SocketTimeoutException(), loop, new OutOfMemoryError(),
				new RuntimeException((String) null), new Mute(), new java.io.IOException("wrapped", new Mute()) };
	}

	/**
	 * Streams that end in each way.
	 * @return the streams
	 */
	static List<Flux<Object>> streams() {
		return List.of(Flux.just("a", "b", "c"), Flux.empty(), Flux.error(new Mute()),
				Flux.<Object>just("a").concatWith(Flux.error(new Exception("late"))),
				Flux.<Object>just("a", "b").take(1));
	}

	/** Of which not even the message can be had. */
	static final class Mute extends java.io.IOException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

		@Override
		public synchronized Throwable getCause() {
			throw new StackOverflowError("no cause");
		}

	}

}
