package io.sightglass.test;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Started;
import io.sightglass.meters.set.Timing;
import org.jspecify.annotations.Nullable;

/**
 * One call of a set's method, which has a registry to itself: so it is known how this one
 * ended.
 *
 * @param method the method
 * @param arguments its arguments
 * @param registry what the call recorded
 * @param started the timing or stopwatch that it gave, if it did
 * @param where the line that called
 */
record RecordedCall(Method method, List<@Nullable Object> arguments, MeterRegistry registry,
		@Nullable Started<?> started, String where) {

	boolean isSameAs(RecordedCall other) {
		return this.method.equals(other.method) && this.arguments.equals(other.arguments);
	}

	boolean isOpen() {
		return this.started != null && recordsNothing();
	}

	boolean recordsNothing() {
		return this.registry.getMeters().stream().allMatch((meter) -> Readings.count(meter) == 0);
	}

	boolean hasOutcome() {
		return this.started instanceof Timing;
	}

	boolean endedWith(Outcome outcome) {
		return outcome.tag().equals(outcome());
	}

	void end(Outcome outcome) {
		Started<?> started = this.started;
		if (started != null) {
			switch (outcome) {
				case SUCCESS -> started.done();
				case CANCELLED -> started.cancelled();
				case ERROR, ABANDONED -> started.failed(null);
			}
		}
	}

	private @Nullable String outcome() {
		return (!hasOutcome() || isOpen()) ? null
				: this.registry.getMeters()
					.stream()
					.map(Meter::getId)
					.map((id) -> id.getTag("outcome"))
					.findFirst()
					.orElse(null);
	}

	String text() {
		return this.method.getName()
				+ this.arguments.stream().map(RecordedCall::text).collect(Collectors.joining(", ", "(", ")"));
	}

	private static String text(@Nullable Object argument) {
		return (argument instanceof CharSequence) ? "\"" + argument + "\"" : String.valueOf(argument);
	}

	@Override
	public String toString() {
		String outcome = outcome();
		String end = isOpen() ? ", which has not ended," : (outcome != null) ? " with the outcome " + outcome : "";
		return text() + end + " at " + this.where;
	}

}
