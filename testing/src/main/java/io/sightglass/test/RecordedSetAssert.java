package io.sightglass.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.sightglass.meters.instrument.Outcome;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RecordedSet} has recorded. A call is named by doing it:
 * {@code (meters) -> meters.placed(Size.S)}; it counts as the same where all its
 * arguments are, amounts too.
 *
 * @param <T> the interface of the set
 */
public final class RecordedSetAssert<T> extends AbstractAssert<RecordedSetAssert<T>, RecordedSet<T>> {

	private final Set<RecordedCall> expected = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Set<Meter.Id> expectedLevels = new HashSet<>();

	RecordedSetAssert(RecordedSet<T> actual) {
		super(actual, RecordedSetAssert.class);
	}

	/**
	 * This call was made so often. Of a timing or stopwatch those that have ended count,
	 * however.
	 * @param times how often
	 * @param call the call
	 * @return this
	 */
	public RecordedSetAssert<T> hasRecorded(long times, Consumer<? super T> call) {
		return recorded(times, null, call);
	}

	/**
	 * So many timings of this call have ended so.
	 * @param times how many
	 * @param outcome how
	 * @param call the call
	 * @return this
	 */
	public RecordedSetAssert<T> hasRecorded(long times, Outcome outcome, Consumer<? super T> call) {
		return recorded(times, outcome, call);
	}

	/**
	 * This call was not made, or its timing has not ended.
	 * @param call the call
	 * @return this
	 */
	public RecordedSetAssert<T> hasNotRecorded(Consumer<? super T> call) {
		return recorded(0, null, call);
	}

	/**
	 * A gauge shows this value.
	 * @param value the value
	 * @param gauge the call of it, such as {@code (meters) -> meters.open()}
	 * @return this
	 */
	public RecordedSetAssert<T> hasLevel(double value, Consumer<? super T> gauge) {
		for (Meter.Id id : SetCalls.levels(this.actual.type(), gauge)) {
			this.expectedLevels.add(id);
			double found = this.actual.levels().sum(id::equals, Readings::count);
			if (!Readings.same(found, value)) {
				throw failureWithActualExpected(found, value, "%s",
						"Expected the gauge %s to show %s, but it shows %s.%nThe gauges are:%n%s".formatted(
								id.getName(), Readings.number(value), Readings.number(found),
								this.actual.levels().lines((any) -> true)));
			}
		}
		return this;
	}

	/**
	 * Each timing and stopwatch has ended.
	 * @return this
	 */
	public RecordedSetAssert<T> everyTimingEnded() {
		return hasNone(RecordedCall::isOpen, "Expected every timing to have ended, but these have not:");
	}

	/**
	 * Nothing was recorded but what this assertion has asked for so far; no other timing
	 * was started, and all other gauges show zero.
	 * @return this
	 */
	public RecordedSetAssert<T> hasRecordedNothingElse() {
		hasNone((call) -> !this.expected.contains(call), "Expected nothing else to be recorded, but there is:");
		Predicate<Meter.Id> others = (id) -> !this.expectedLevels.contains(id);
		Predicate<Meter> shown = (meter) -> Readings.count(meter) != 0;
		if (this.actual.levels().any(others, shown)) {
			throw failure("%s", "Expected all other gauges to show zero, but there is:%n%s"
				.formatted(this.actual.levels().lines(others, shown)));
		}
		return this;
	}

	/**
	 * Nothing was recorded at all.
	 * @return this
	 */
	public RecordedSetAssert<T> hasRecordedNothing() {
		return hasNone((call) -> true, "Expected nothing to be recorded, but there is:");
	}

	private RecordedSetAssert<T> recorded(long times, @Nullable Outcome outcome, Consumer<? super T> call) {
		List<RecordedCall> calls = SetCalls.of(this.actual.type(), call, outcome);
		for (RecordedCall wanted : calls) {
			// A default method may make the same call more than once.
			long all = times * calls.stream().filter(wanted::isSameAs).count();
			List<RecordedCall> found = new ArrayList<>(this.actual.calls());
			found.removeIf(
					(each) -> !each.isSameAs(wanted) || each.isOpen() || (outcome != null && !each.endedWith(outcome)));
			if (found.size() != all) {
				throw failureWithActualExpected(found.size(), all, "%s",
						"Expected %d of %s%s, but there were %d.%nRecorded was:%n%s".formatted(all, wanted.text(),
								(outcome != null) ? " with the outcome " + outcome.tag() : "", found.size(),
								lines(this.actual.calls())));
			}
			this.expected.addAll(found);
		}
		return this;
	}

	private RecordedSetAssert<T> hasNone(Predicate<RecordedCall> unwanted, String message) {
		List<RecordedCall> found = this.actual.calls().stream().filter(unwanted).toList();
		if (!found.isEmpty()) {
			throw failure("%s", message + System.lineSeparator() + lines(found));
		}
		return this;
	}

	private static String lines(List<RecordedCall> calls) {
		return calls.isEmpty() ? "  nothing"
				: calls.stream().map((call) -> "  " + call).collect(Collectors.joining(System.lineSeparator()));
	}

}
