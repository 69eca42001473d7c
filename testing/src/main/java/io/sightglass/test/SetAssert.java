package io.sightglass.test;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.MeterSetFactory;
import io.sightglass.meters.set.MeterSets;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * What a meter set has recorded into a registry. A call is named by doing it, on a set of
 * its own that records nowhere else.
 *
 * <pre class="code">
 * assertThat(registry).set(OrderMeters.class)
 *     .hasRecorded(2, (meters) -&gt; meters.placed(Size.S))
 *     .hasRecorded(1, Outcome.ERROR, (meters) -&gt; meters.fulfilling(true))
 *     .hasTotal(59.80, (meters) -&gt; meters.paid(0))
 *     .hasLevel(3, (meters) -&gt; meters.open());
 * </pre>
 *
 * @param <T> the interface of the set
 */
public final class SetAssert<T> extends AbstractAssert<SetAssert<T>, MeterRegistry> {

	private final Class<T> type;

	private final MeterSetFactory<T> factory;

	SetAssert(MeterRegistry registry, Class<T> type) {
		super(registry, SetAssert.class);
		this.type = type;
		this.factory = MeterSets.factory(type);
	}

	/**
	 * The meter is as so many such calls leave it, amounts included: use
	 * {@link #hasCount} and {@link #hasTotal} where they differ from call to call. Of a
	 * timing or stopwatch those that have ended count, however and after whatever time.
	 * @param times how many
	 * @param call the call
	 * @return this
	 */
	public SetAssert<T> hasRecorded(long times, Consumer<? super T> call) {
		return recorded(times, null, call);
	}

	/**
	 * So many timings of this call have ended so.
	 * @param times how many
	 * @param outcome how
	 * @param call the call
	 * @return this
	 */
	public SetAssert<T> hasRecorded(long times, Outcome outcome, Consumer<? super T> call) {
		return recorded(times, outcome, call);
	}

	/**
	 * No such call has recorded anything.
	 * @param call the call
	 * @return this
	 */
	public SetAssert<T> hasNotRecorded(Consumer<? super T> call) {
		return hasCount(0, call);
	}

	/**
	 * So many calls were recorded, whatever their amounts. Counters that count amounts
	 * know only their sum.
	 * @param times how many
	 * @param call the call, with any amount
	 * @return this
	 */
	public SetAssert<T> hasCount(long times, Consumer<? super T> call) {
		for (RecordedCall each : SetCalls.of(this.type, call, null)) {
			each.registry().getMeters().forEach((meter) -> shows(times, "records", meter, each, Readings::count));
		}
		return this;
	}

	/**
	 * All calls together recorded this amount: of durations their seconds.
	 * @param total the sum
	 * @param call the call, with any amount
	 * @return this
	 */
	public SetAssert<T> hasTotal(double total, Consumer<? super T> call) {
		for (RecordedCall each : SetCalls.of(this.type, call, null)) {
			each.registry().getMeters().forEach((meter) -> shows(total, "in total", meter, each, Readings::total));
		}
		return this;
	}

	/**
	 * A gauge shows this value.
	 * @param value the value
	 * @param gauge the call of it, such as {@code (meters) -> meters.open()}
	 * @return this
	 */
	public SetAssert<T> hasLevel(double value, Consumer<? super T> gauge) {
		SetCalls.levels(this.type, gauge)
			.forEach((id) -> shows(value, "as its value", id, Tags.of(id.getTags()), Readings::count));
		return this;
	}

	/**
	 * No method of the set has recorded anything; its gauges show zero.
	 * @return this
	 */
	public SetAssert<T> hasRecordedNothing() {
		Readings readings = new Readings(this.actual);
		Predicate<Meter> shown = (meter) -> Readings.count(meter) != 0;
		if (readings.any(ofSet(), shown)) {
			throw failure("%s", "Expected nothing of %s to be recorded, but there is:%n%s"
				.formatted(this.type.getSimpleName(), readings.lines(ofSet(), shown)));
		}
		return this;
	}

	private SetAssert<T> recorded(long times, @Nullable Outcome outcome, Consumer<? super T> call) {
		List<RecordedCall> calls = SetCalls.of(this.type, call, outcome);
		for (RecordedCall each : calls) {
			if (each.recordsNothing()) {
				throw new IllegalArgumentException(each.text() + " of " + this.type.getSimpleName()
						+ " records nothing, however often it is called: name an amount, or use hasCount or hasTotal.");
			}
			for (Meter one : each.registry().getMeters()) {
				Tags tags = tags(one, outcome == null && each.hasOutcome());
				shows(times * sum(calls, one, Readings::count), "records", one.getId(), tags, Readings::count);
				// How long something took that was started is nobody's to say.
				if (each.started() == null) {
					shows(times * sum(calls, one, Readings::total),
							(one instanceof Timer) ? "seconds in total" : "in total", one.getId(), tags,
							Readings::total);
				}
			}
		}
		return this;
	}

	// A default method may record into one meter more than once.
	private static double sum(List<RecordedCall> calls, Meter like, ToDoubleFunction<Meter> figure) {
		return calls.stream()
			.flatMap((each) -> each.registry().getMeters().stream())
			.filter((meter) -> meter.getId().equals(like.getId()))
			.mapToDouble(figure)
			.sum();
	}

	private void shows(double expected, String what, Meter like, RecordedCall call, ToDoubleFunction<Meter> figure) {
		shows(expected, what, like.getId(), tags(like, call.hasOutcome()), figure);
	}

	private void shows(double expected, String what, Meter.Id like, Tags tags, ToDoubleFunction<Meter> figure) {
		Readings readings = new Readings(this.actual);
		double found = readings.sum(wanted(readings, like).and(Readings.tagged(tags)), figure);
		if (!Readings.same(found, expected)) {
			throw failureWithActualExpected(found, expected, "%s",
					"%s: expected %s%s to have %s %s, but found %s.%nThe registry has:%n%s".formatted(
							this.type.getSimpleName(), like.getName(), text(tags), Readings.number(expected), what,
							Readings.number(found),
							readings.lines(ofSet(), (meter) -> meter instanceof Gauge || Readings.count(meter) != 0)));
		}
	}

	private static Tags tags(Meter meter, boolean anyOutcome) {
		return Tags.of(meter.getId()
			.getTags()
			.stream()
			.filter((tag) -> !anyOutcome || !tag.getKey().equals("outcome"))
			.toList());
	}

	private static String text(Tags tags) {
		return tags.stream().findAny().isEmpty() ? ""
				: tags.stream()
					.map((tag) -> tag.getKey() + "=" + tag.getValue())
					.collect(Collectors.joining(", ", "{", "}"));
	}

	// Behind a prefix, unless there is one of the very name.
	private Predicate<Meter.Id> wanted(Readings readings, Meter.Id like) {
		Predicate<Meter.Id> typed = (id) -> id.getType() == like.getType();
		Predicate<Meter.Id> exact = typed.and((id) -> id.getName().equals(like.getName()));
		return (hasOwnPrefix() || readings.any(exact, (meter) -> true)) ? exact
				: typed.and(Readings.named(like.getName()));
	}

	private boolean hasOwnPrefix() {
		return !this.factory.prefix().equals(MeterSet.GLOBAL_PREFIX);
	}

	private Predicate<Meter.Id> ofSet() {
		String prefix = hasOwnPrefix() && !this.factory.prefix().isEmpty() ? this.factory.prefix() + "." : "";
		Set<String> names = this.factory.meters()
			.stream()
			.map((meter) -> prefix + meter.getName())
			.collect(Collectors.toSet());
		return (id) -> names.stream().anyMatch((name) -> Readings.named(name).test(id));
	}

}
