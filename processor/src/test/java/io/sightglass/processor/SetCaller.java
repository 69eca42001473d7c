package io.sightglass.processor;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.Stopwatch;
import io.sightglass.meters.set.Timing;
import org.jspecify.annotations.Nullable;

/**
 * Calls one method of a generated set with random values, and knows what its meters show
 * then.
 */
final class SetCaller {

	// How long the test itself took.
	private static final String UNKNOWN = " seconds";

	private static final List<String> STRINGS = List.of("x", "y", "z", "", "other", "none");

	private final Map<String, double[]> meters = new TreeMap<>();

	private final ModelMethod model;

	private final Method method;

	private final Random random;

	SetCaller(Class<?> set, ModelMethod model, Random random) {
		this.model = model;
		this.random = random;
		this.method = Arrays.stream(set.getMethods())
			.filter((method) -> (method.getName() + types(method)).equals(model.signature()))
			.findFirst()
			.orElseThrow(
					() -> new AssertionError(model.signature() + " is not in " + Arrays.toString(set.getMethods())));
		this.method.setAccessible(true);
	}

	// Of a generic method the erased type, which is the only one.
	private List<String> types(Method method) {
		List<String> types = Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
		boolean erased = types.size() == this.model.parameters().size() && types.contains("Enum");
		return erased ? this.model.parameters().stream().map(ModelMethod.Parameter::type).toList() : types;
	}

	void call(Object set, boolean counts) throws ReflectiveOperationException {
		Object[] values = new Object[this.method.getParameterCount()];
		double amount = 1;
		for (int i = 0; i < values.length; i++) {
			values[i] = value(this.model.parameters().get(i));
			if (this.model.parameters().get(i).amount()) {
				amount = amount(values[i]);
			}
		}
		Map<String, String> tags = counts ? this.model.tags(values) : new TreeMap<>();
		Object handle = this.method.invoke(set, values);
		if (handle instanceof Timing timing) {
			List<Runnable> ends = List.of(timing::done, () -> timing.failed(new IllegalStateException()),
					timing::cancelled, timing::close);
			int end = this.random.nextInt(ends.size());
			ends.get(end).run();
			tags.put("outcome", List.of("success", "error", "cancelled", "error").get(end));
		}
		else if (handle instanceof Stopwatch stopwatch) {
			stopwatch.close();
		}
		else if (handle instanceof GaugeLevel level) {
			level.up();
		}
		if (counts) {
			count(this.meters.computeIfAbsent(this.model.meter() + tags, (key) -> new double[2]), amount);
		}
	}

	private void count(double[] meter, double amount) {
		boolean set = this.model.annotation().equals("Gauged") && this.model.returns().equals("void");
		meter[0] = set ? amount : meter[0] + ((this.model.annotation().equals("Counted") || handles()) ? amount : 1);
		meter[1] += (this.model.annotation().equals("Summed")
				|| this.model.parameters().stream().anyMatch((parameter) -> parameter.type().equals("Duration")))
						? amount : 0;
	}

	private boolean handles() {
		return !this.model.returns().equals("void");
	}

	private boolean measures() {
		return handles() && this.model.annotation().equals("Timed");
	}

	Map<String, String> expected() {
		Map<String, String> expected = new TreeMap<>();
		this.meters.forEach((key, shown) -> expected.put(key, shown[0] + (measures() ? UNKNOWN : " " + shown[1])));
		return expected;
	}

	private @Nullable Object value(ModelMethod.Parameter parameter) {
		int size = this.random.nextInt(50);
		return switch (parameter.type()) {
			case "boolean" -> this.random.nextBoolean();
			case "int" -> size;
			case "long" -> (long) size;
			case "float" -> (float) size;
			case "double" -> size / 4.0;
			case "Duration" -> Duration.ofMillis(size * 250L);
			case "String" -> (size < 10) ? null : STRINGS.get(size % STRINGS.size());
			default -> (size < 10) ? null : constant(parameter);
		};
	}

	private Object constant(ModelMethod.Parameter parameter) {
		Class<?> type = this.method.getParameterTypes()[this.model.parameters().indexOf(parameter)];
		if (type == Enum.class) {
			type = load(parameter.type());
		}
		Object[] constants = type.getEnumConstants();
		return constants[this.random.nextInt(constants.length)];
	}

	private Class<?> load(String name) {
		try {
			return Class.forName("app." + name, true, this.method.getDeclaringClass().getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new AssertionError(ex);
		}
	}

	private static double amount(@Nullable Object value) {
		if (value instanceof Boolean flag) {
			return flag ? 1 : 0;
		}
		if (value instanceof Duration duration) {
			return duration.toMillis() / 1000.0;
		}
		return (value instanceof Number number) ? number.doubleValue() : Double.NaN;
	}

	/**
	 * Where the registry shows something else than expected.
	 * @param expected what each meter shows
	 * @param registry the registry
	 * @return each meter that differs, and both
	 */
	static Map<String, String> difference(Map<String, String> expected, MeterRegistry registry) {
		Map<String, String> rest = new TreeMap<>(expected);
		Map<String, String> difference = new TreeMap<>();
		for (Meter meter : registry.getMeters()) {
			if (!meter.getId().getName().startsWith("sightglass.")) {
				Map<String, String> tags = new TreeMap<>();
				meter.getId().getTags().forEach((Tag tag) -> tags.put(tag.getKey(), tag.getValue()));
				String key = meter.getId().getName() + tags;
				String shown = shown(meter, String.valueOf(rest.get(key)).endsWith(UNKNOWN));
				String known = rest.remove(key);
				boolean unused = known == null && shown.startsWith("0.0 ") && !(meter instanceof Gauge);
				if (!shown.equals(known) && !unused) {
					difference.put(key, shown + " instead of " + known);
				}
			}
		}
		difference.putAll(rest);
		return difference;
	}

	private static String shown(Meter meter, boolean measured) {
		if (meter instanceof Timer timer) {
			return (double) timer.count() + (measured ? UNKNOWN : " " + timer.totalTime(TimeUnit.SECONDS));
		}
		if (meter instanceof DistributionSummary summary) {
			return (double) summary.count() + " " + summary.totalAmount();
		}
		return ((meter instanceof Counter counter) ? counter.count() : ((Gauge) meter).value()) + " 0.0";
	}

}
