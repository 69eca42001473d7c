package io.sightglass.meters.llm;

import java.util.function.LongConsumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.internal.Slots;
import io.sightglass.meters.llm.price.Dollars;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.registry.internal.stripe.InProgress;

/**
 * The meters of one provider, model and operation. Those that not every call needs are
 * made by the first that does, and held.
 */
final class CallMeters {

	final InProgress active;

	private final LongConsumer cost;

	private final Slots<Counter> requests;

	private final Slots<Timer> durations;

	private final Slots<Counter> units;

	private final Slots<Counter> errors;

	CallMeters(Instruments instruments, Shown shown, String provider, String model, String operation) {
		this.active = shown.active(
				(active) -> instruments.gauge(LlmMeter.ACTIVE, active, InProgress::count, provider, model, operation));
		this.cost = shown.dollars(
				(cost) -> instruments.functionCounter(LlmMeter.COST, cost, Dollars::usd, provider, model, operation));
		Outcome[] outcomes = Outcome.values();
		this.requests = new Slots<>(outcomes.length * 2L, (slot) -> instruments.counter(LlmMeter.REQUESTS, provider,
				model, operation, outcomes[(int) slot / 2].tag(), Boolean.toString(slot % 2 == 1)));
		this.durations = new Slots<>(outcomes.length * 2L, (slot) -> instruments.timer(LlmMeter.REQUEST_DURATION,
				provider, model, operation, outcomes[(int) slot / 2].tag(), Boolean.toString(slot % 2 == 1)));
		LlmUnit[] units = LlmUnit.values();
		this.units = new Slots<>(units.length,
				(slot) -> instruments.counter(units[(int) slot].isToken() ? LlmMeter.TOKENS : LlmMeter.UNITS, provider,
						model, operation, units[(int) slot].tag()));
		LlmError[] kinds = LlmError.values();
		this.errors = new Slots<>(kinds.length,
				(slot) -> instruments.counter(LlmMeter.ERRORS, provider, model, operation, kinds[(int) slot].tag()));
	}

	void spent(long picodollars) {
		this.cost.accept(picodollars);
	}

	Counter requests(Outcome outcome, boolean streaming) {
		return this.requests.at(slot(outcome, streaming));
	}

	Timer duration(Outcome outcome, boolean streaming) {
		return this.durations.at(slot(outcome, streaming));
	}

	Counter used(LlmUnit unit) {
		return this.units.at(unit.ordinal());
	}

	Counter errors(LlmError error) {
		return this.errors.at(error.ordinal());
	}

	private static int slot(Outcome outcome, boolean streaming) {
		return outcome.ordinal() * 2 + (streaming ? 1 : 0);
	}

}
