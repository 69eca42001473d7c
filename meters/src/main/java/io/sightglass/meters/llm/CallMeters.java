package io.sightglass.meters.llm;

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

	final InProgress active = new InProgress();

	private final ShownDollars cost;

	private final Slots<Counter> requests;

	private final Slots<Timer> durations;

	private final Slots<Counter> units;

	private final Slots<Counter> errors;

	CallMeters(Instruments instruments, String provider, String model, String operation) {
		instruments.gauge(LlmMeter.ACTIVE, this.active, InProgress::count, provider, model, operation);
		this.cost = new ShownDollars(
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
		this.cost.add(picodollars);
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
