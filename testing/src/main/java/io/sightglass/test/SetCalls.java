package io.sightglass.test;

import java.util.List;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Meter;
import io.sightglass.meters.instrument.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of a set a lambda means.
 */
final class SetCalls {

	private SetCalls() {
	}

	/**
	 * The calls that a lambda makes: one, or all those of a default method.
	 */
	static <T> List<RecordedCall> of(Class<T> type, Consumer<? super T> call, @Nullable Outcome outcome) {
		RecordedSet<T> probe = RecordedSet.probe(type, call);
		String name = type.getSimpleName();
		if (probe.calls().isEmpty()) {
			throw new IllegalArgumentException(
					probe.levelIds().isEmpty() ? "The lambda calls no method of " + name + " that records."
							: "That is a gauge of " + name + ": use hasLevel(…).");
		}
		if (outcome == Outcome.ABANDONED) {
			throw new IllegalArgumentException("A Timing that nobody ends records nothing, and one that is closed "
					+ "without a word is an error: there is no outcome abandoned.");
		}
		for (RecordedCall each : probe.calls()) {
			if (outcome != null && !each.hasOutcome()) {
				throw new IllegalArgumentException(each.text() + " of " + name
						+ " returns no Timing and so has no outcome: leave the outcome out.");
			}
			each.end((outcome != null) ? outcome : Outcome.SUCCESS);
		}
		return probe.calls();
	}

	/**
	 * The gauges that a lambda asks for.
	 */
	static <T> List<Meter.Id> levels(Class<T> type, Consumer<? super T> gauge) {
		RecordedSet<T> probe = RecordedSet.probe(type, gauge);
		if (probe.levelIds().isEmpty()) {
			throw new IllegalArgumentException("The lambda calls no gauge of " + type.getSimpleName() + ".");
		}
		return probe.levelIds();
	}

}
