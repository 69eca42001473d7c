package io.sightglass.autoconfigure.llm.wire;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * What is counted of a case: what the meters show, and the tier, cost and limits that are
 * told to the call, which meters show in prices or gauges alone.
 */
final class Seen implements BeanPostProcessor {

	private final List<String> told = new ArrayList<>();

	// Made once a meter, as there are many.
	private final Map<Meter.Id, String> keys = new ConcurrentHashMap<>();

	private Map<String, Double> before = Map.of();

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof LlmMeters meters) ? wrapped(LlmMeters.class, meters) : bean;
	}

	private <T> T wrapped(Class<T> type, T target) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> called(target, method, arguments)));
	}

	private synchronized @Nullable Object called(Object target, Method method, Object @Nullable [] arguments)
			throws Throwable {
		try {
			Object result = method.invoke(target, arguments);
			if (arguments != null && List.of("tier", "cost", "remaining").contains(method.getName())) {
				this.told.add(told(method.getName(), arguments));
			}
			return (result instanceof LlmCall call) ? wrapped(LlmCall.class, call) : result;
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private static String told(String name, Object[] arguments) {
		return switch (name) {
			case "cost" -> "cost " + new BigDecimal(arguments[0].toString()).stripTrailingZeros().toPlainString();
			case "remaining" -> "limits " + arguments[0].toString().toLowerCase(java.util.Locale.ROOT) + "="
					+ arguments[1] + ((arguments[2] instanceof Duration reset) ? "/" + reset.toMillis() + "ms" : "");
			default -> "tier " + arguments[0].toString().toLowerCase(java.util.Locale.ROOT);
		};
	}

	synchronized void begin(MeterRegistry registry) {
		this.told.clear();
		this.before = all(registry);
	}

	/**
	 * What was counted since the beginning, when nothing is in progress any more.
	 * @param registry the meters
	 * @param calls how many calls to wait for
	 * @return what was counted, by the names of a case's head
	 */
	Map<String, String> after(MeterRegistry registry, int calls) {
		if (!isOver(registry, calls)) {
			try {
				Awaitility.await()
					.atMost(Duration.ofSeconds(5))
					.pollDelay(Duration.ZERO)
					.pollInterval(Duration.ofMillis(2))
					.until(() -> isOver(registry, calls));
			}
			catch (ConditionTimeoutException ex) {
				// What was not counted is shown as such.
			}
		}
		return shown(moved(registry));
	}

	private boolean isOver(MeterRegistry registry, int calls) {
		return Math.round(sum(moved(registry), "llm.requests")) >= calls && active(registry) == 0;
	}

	private synchronized Map<String, String> shown(Map<String, Double> moved) {
		Map<String, String> shown = new TreeMap<>();
		shown.put("calls", whole(sum(moved, "llm.requests")));
		shown.put("operation", tag(moved, "llm.requests", "operation"));
		shown.put("model", tag(moved, "llm.requests", "model"));
		shown.put("outcome", tag(moved, "llm.requests", "outcome"));
		shown.put("error", tag(moved, "llm.errors", "error"));
		shown.put("finish", tag(moved, "llm.finishes", "reason"));
		shown.put("unparsed", whole(sum(moved, "llm.unparsed")));
		shown.put("first", whole(sum(moved, "llm.time.to.first.token")));
		shown.put("units", units(moved));
		for (String name : List.of("tier", "cost", "limits")) {
			TreeSet<String> values = new TreeSet<>();
			this.told.stream()
				.filter((each) -> each.startsWith(name + " "))
				.forEach((each) -> values.add(each.substring(name.length() + 1)));
			shown.put(name, values.isEmpty() ? "-" : String.join(" ", values));
		}
		return shown;
	}

	private static String units(Map<String, Double> moved) {
		Map<String, Double> units = new TreeMap<>();
		moved.forEach((key, value) -> {
			if (key.startsWith("llm.tokens ") || key.startsWith("llm.units ")) {
				units.merge(value(key, "type"), value, Double::sum);
			}
		});
		StringBuilder text = new StringBuilder();
		units.forEach((type, value) -> text.append(type).append('=').append(whole(value)).append(' '));
		return text.isEmpty() ? "-" : text.toString().strip();
	}

	private static String tag(Map<String, Double> moved, String meter, String tag) {
		TreeSet<String> values = new TreeSet<>();
		moved.keySet()
			.stream()
			.filter((key) -> key.startsWith(meter + " "))
			.forEach((key) -> values.add(value(key, tag)));
		return values.isEmpty() ? "-" : String.join(" ", values);
	}

	private static String value(String key, String tag) {
		int start = key.indexOf(" " + tag + "=") + tag.length() + 2;
		int end = key.indexOf(" |", start);
		return key.substring(start, end);
	}

	private static double sum(Map<String, Double> moved, String meter) {
		return moved.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(meter + " "))
			.mapToDouble(Map.Entry::getValue)
			.sum();
	}

	private static String whole(double value) {
		return Long.toString(Math.round(value));
	}

	private static double active(MeterRegistry registry) {
		return registry.find("llm.requests.active").gauges().stream().mapToDouble((gauge) -> gauge.value()).sum();
	}

	private synchronized Map<String, Double> moved(MeterRegistry registry) {
		Map<String, Double> moved = new HashMap<>();
		all(registry).forEach((key, value) -> {
			double by = value - this.before.getOrDefault(key, 0.0);
			if (by != 0) {
				moved.put(key, by);
			}
		});
		return moved;
	}

	private Map<String, Double> all(MeterRegistry registry) {
		Map<String, Double> all = new HashMap<>();
		for (Meter meter : registry.getMeters()) {
			if (meter.getId().getName().startsWith("llm.") && meter.getId().getType() != Meter.Type.GAUGE) {
				meter.measure().forEach((measured) -> {
					if (measured.getStatistic() == Statistic.COUNT) {
						all.put(this.keys.computeIfAbsent(meter.getId(), Seen::key), measured.getValue());
					}
				});
			}
		}
		return all;
	}

	private static String key(Meter.Id id) {
		StringBuilder key = new StringBuilder(id.getName()).append(' ');
		id.getTags()
			.forEach((tag) -> key.append(' ').append(tag.getKey()).append('=').append(tag.getValue()).append(" |"));
		return key.toString();
	}

}
