package io.sightglass.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.sightglass.registry.catalogue.CatalogueMeter;

/**
 * What a registry shows now. Of a composite the registries in it are read, for itself it
 * shows one of them; where they differ, as one that pushes starts anew, the highest
 * figure stands.
 */
final class Readings {

	private static final int MOST_LINES = 40;

	private final List<MeterRegistry> registries;

	Readings(MeterRegistry registry) {
		this.registries = leaves(registry).distinct().toList();
	}

	private static Stream<MeterRegistry> leaves(MeterRegistry registry) {
		return (registry instanceof CompositeMeterRegistry all) ? all.getRegistries().stream().flatMap(Readings::leaves)
				: Stream.of(registry);
	}

	/**
	 * The sum of a figure of all meters that are looked for.
	 * @param wanted whether a meter is
	 * @param figure what is summed up
	 * @return the sum, zero where there is no such meter
	 */
	double sum(Predicate<Meter.Id> wanted, ToDoubleFunction<Meter> figure) {
		return this.registries.stream()
			.filter((registry) -> meters(registry, wanted).findAny().isPresent())
			.mapToDouble((registry) -> meters(registry, wanted).mapToDouble(figure).sum())
			.max()
			.orElse(0);
	}

	/**
	 * The meters that are looked for, as text, one a line.
	 * @param wanted whether a meter is
	 * @return the lines, indented
	 */
	String lines(Predicate<Meter.Id> wanted) {
		return lines(wanted, (meter) -> true);
	}

	String lines(Predicate<Meter.Id> wanted, Predicate<Meter> shown) {
		if (this.registries.isEmpty()) {
			return "  nothing: it is a composite without a registry, which keeps no figures";
		}
		List<String> lines = this.registries.stream()
			.flatMap((registry) -> meters(registry, wanted))
			.filter(shown)
			.map((meter) -> "  " + text(meter))
			.distinct()
			.sorted()
			.collect(Collectors.toCollection(ArrayList::new));
		if (lines.size() > MOST_LINES) {
			int more = lines.size() - MOST_LINES;
			lines.subList(MOST_LINES, lines.size()).clear();
			lines.add("  and " + more + " more");
		}
		return lines.isEmpty() ? "  nothing of it" : String.join(System.lineSeparator(), lines);
	}

	boolean any(Predicate<Meter.Id> wanted, Predicate<Meter> shown) {
		return this.registries.stream().flatMap((registry) -> meters(registry, wanted)).anyMatch(shown);
	}

	private static Stream<Meter> meters(MeterRegistry registry, Predicate<Meter.Id> wanted) {
		return registry.getMeters().stream().filter((meter) -> wanted.test(meter.getId()));
	}

	/**
	 * A meter of the catalogue, whatever prefix and further tags the application gives
	 * it. Other libraries have meters of such names too, but not with these tags.
	 * @param meter the meter
	 * @return whether an id is one of it
	 */
	static Predicate<Meter.Id> of(CatalogueMeter meter) {
		Set<String> keys = Set.copyOf(meter.spec().keys());
		return named(meter.getName())
			.and((id) -> id.getTags().stream().map(Tag::getKey).collect(Collectors.toSet()).containsAll(keys));
	}

	static Predicate<Meter.Id> of(CatalogueMeter... meters) {
		return Stream.of(meters).map(Readings::of).reduce((id) -> false, Predicate::or);
	}

	static Predicate<Meter.Id> named(String name) {
		return (id) -> id.getName().equals(name) || id.getName().endsWith("." + name);
	}

	static Predicate<Meter.Id> tagged(Iterable<Tag> tags) {
		List<Tag> wanted = new ArrayList<>();
		tags.forEach(wanted::add);
		return (id) -> id.getTags().containsAll(wanted);
	}

	/**
	 * What a meter counts, or its value.
	 * @param meter the meter
	 * @return how many, of a gauge its value
	 */
	static double count(Meter meter) {
		if (meter instanceof Counter counter) {
			return counter.count();
		}
		if (meter instanceof FunctionCounter counter) {
			return counter.count();
		}
		if (meter instanceof Gauge gauge) {
			return gauge.value();
		}
		if (meter instanceof Timer timer) {
			return timer.count();
		}
		return (meter instanceof DistributionSummary summary) ? summary.count() : 0;
	}

	/**
	 * What a meter adds up: of a timer seconds.
	 * @param meter the meter
	 * @return the sum
	 */
	static double total(Meter meter) {
		if (meter instanceof Timer timer) {
			return timer.totalTime(TimeUnit.SECONDS);
		}
		return (meter instanceof DistributionSummary summary) ? summary.totalAmount() : count(meter);
	}

	static boolean same(double one, double other) {
		return Double.compare(one, other) == 0 || Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));
	}

	static String number(double value) {
		return (value == Math.rint(value) && Math.abs(value) < 1e15) ? Long.toString((long) value)
				: Double.toString(value);
	}

	private static String text(Meter meter) {
		String tags = meter.getId()
			.getTags()
			.stream()
			.map((tag) -> tag.getKey() + "=" + tag.getValue())
			.collect(Collectors.joining(", "));
		String amount = (meter instanceof DistributionSummary summary)
				? " with a total of " + number(summary.totalAmount()) : "";
		return meter.getId().getName() + (tags.isEmpty() ? "" : "{" + tags + "}") + " " + number(count(meter)) + amount;
	}

}
