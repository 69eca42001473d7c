package io.sightglass.llm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.llm.price.Dollars;
import io.sightglass.registry.Instruments;
import io.sightglass.tag.Outcome;

/**
 * The meters of one provider, model and operation. Those that not every call needs are
 * made by the first that does, and held.
 */
final class CallMeters {

	private final Instruments instruments;

	private final String provider;

	private final String model;

	private final String operation;

	final AtomicInteger active = new AtomicInteger();

	final Dollars cost = new Dollars();

	private final AtomicReferenceArray<Counter> requests = new AtomicReferenceArray<>(Outcome.values().length * 2);

	private final AtomicReferenceArray<Timer> durations = new AtomicReferenceArray<>(Outcome.values().length * 2);

	private final AtomicReferenceArray<Counter> tokens = new AtomicReferenceArray<>(TokenType.values().length);

	private final AtomicReferenceArray<Counter> errors = new AtomicReferenceArray<>(LlmError.values().length);

	private final AtomicReferenceArray<Timer> streams = new AtomicReferenceArray<>(2);

	private final AtomicReferenceArray<Counter> rare = new AtomicReferenceArray<>(2);

	private final Map<String, Counter> finishes = new ConcurrentHashMap<>();

	CallMeters(Instruments instruments, String provider, String model, String operation) {
		this.instruments = instruments;
		this.provider = provider;
		this.model = model;
		this.operation = operation;
		instruments.gauge(LlmMeter.ACTIVE, this.active, AtomicInteger::get, provider, model, operation);
		instruments.functionCounter(LlmMeter.COST, this.cost, Dollars::usd, provider, model, operation);
	}

	Counter requests(Outcome outcome, boolean streaming) {
		return held(this.requests, index(outcome, streaming), (index) -> this.instruments.counter(LlmMeter.REQUESTS,
				this.provider, this.model, this.operation, outcome.tag(), Boolean.toString(streaming)));
	}

	Timer duration(Outcome outcome, boolean streaming) {
		return held(this.durations, index(outcome, streaming),
				(index) -> this.instruments.timer(LlmMeter.REQUEST_DURATION, this.provider, this.model, this.operation,
						outcome.tag(), Boolean.toString(streaming)));
	}

	Counter tokens(TokenType type) {
		return held(this.tokens, type.ordinal(), (index) -> this.instruments.counter(LlmMeter.TOKENS, this.provider,
				this.model, this.operation, type.tag()));
	}

	Counter errors(LlmError error) {
		return held(this.errors, error.ordinal(), (index) -> this.instruments.counter(LlmMeter.ERRORS, this.provider,
				this.model, this.operation, error.tag()));
	}

	Timer timeToFirstToken() {
		return held(this.streams, 0,
				(index) -> this.instruments.timer(LlmMeter.TIME_TO_FIRST_TOKEN, this.provider, this.model));
	}

	Timer timePerOutputToken() {
		return held(this.streams, 1,
				(index) -> this.instruments.timer(LlmMeter.TIME_PER_OUTPUT_TOKEN, this.provider, this.model));
	}

	Counter unpriced() {
		return held(this.rare, 0,
				(index) -> this.instruments.counter(LlmMeter.UNPRICED_TOKENS, this.provider, this.model));
	}

	Counter retries() {
		return held(this.rare, 1, (index) -> this.instruments.counter(LlmMeter.RETRIES, this.provider, this.model));
	}

	Counter finishes(String reason) {
		return this.finishes.computeIfAbsent(FinishReason.of(reason),
				(tag) -> this.instruments.counter(LlmMeter.FINISHES, this.provider, this.model, tag));
	}

	private static int index(Outcome outcome, boolean streaming) {
		return outcome.ordinal() * 2 + (streaming ? 1 : 0);
	}

	// Two threads may both make one: the registry answers both with the same meter.
	private static <M> M held(AtomicReferenceArray<M> meters, int index, IntFunction<M> maker) {
		M meter = meters.get(index);
		if (meter == null) {
			meter = maker.apply(index);
			meters.set(index, meter);
		}
		return meter;
	}

}
