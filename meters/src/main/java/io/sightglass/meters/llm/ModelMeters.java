package io.sightglass.meters.llm;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.Handles;
import io.sightglass.meters.llm.price.Dollars;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one provider and model, whatever is asked of it. Each is made by the
 * first call that needs it, and held.
 */
final class ModelMeters {

	private static final int LIMITS = LlmLimit.values().length;

	private static final long FARTHEST = Duration.ofDays(366).toNanos();

	private final Instruments instruments;

	private final String provider;

	private final String model;

	private final BoundedValues answering;

	private final Handles<LlmMeter, Timer> timers;

	private final Handles<LlmMeter, Counter> counters;

	private final Handles<LlmMeter, DistributionSummary> summaries;

	private final Handles<String, Counter> finishes;

	private final Handles<String, Counter> drifts;

	private final AtomicLongArray left = new AtomicLongArray(LIMITS);

	private final AtomicLongArray resets = new AtomicLongArray(LIMITS);

	private final AtomicIntegerArray shown = new AtomicIntegerArray(2 * LIMITS);

	private final LongConsumer saved;

	ModelMeters(Instruments instruments, Shown shown, String provider, String model, BoundedValues answering) {
		this.instruments = instruments;
		this.provider = provider;
		this.model = model;
		this.saved = shown.dollars(
				(saved) -> instruments.functionCounter(LlmMeter.CACHE_SAVED, saved, Dollars::usd, provider, model));
		this.answering = answering;
		this.timers = new Handles<>((meter) -> instruments.timer(meter, provider, model));
		this.counters = new Handles<>((meter) -> instruments.counter(meter, provider, model));
		this.summaries = new Handles<>((meter) -> instruments.summary(meter, provider, model));
		this.finishes = new Handles<>((reason) -> instruments.counter(LlmMeter.FINISHES, provider, model, reason));
		this.drifts = new Handles<>((answered) -> instruments.counter(LlmMeter.DRIFTS, provider, model, answered));
	}

	Timer timeToFirstToken() {
		return this.timers.get(LlmMeter.TIME_TO_FIRST_TOKEN);
	}

	Timer timePerOutputToken() {
		return this.timers.get(LlmMeter.TIME_PER_OUTPUT_TOKEN);
	}

	Counter unpriced() {
		return this.counters.get(LlmMeter.UNPRICED_TOKENS);
	}

	Counter unparsed() {
		return this.counters.get(LlmMeter.UNPARSED);
	}

	Counter retries() {
		return this.counters.get(LlmMeter.RETRIES);
	}

	void contextUsed(double share) {
		this.summaries.get(LlmMeter.CONTEXT_USED).record(share);
	}

	Counter finishes(String reason) {
		return this.finishes.get(FinishReason.of(reason));
	}

	Counter drifts(String answered) {
		return this.drifts.get(this.answering.bound(answered));
	}

	void saved(long picodollars) {
		this.saved.accept(picodollars);
	}

	/**
	 * What is left of a limit, as the last answer told.
	 * @param limit of what
	 * @param remaining how much is left
	 * @param reset how long until all of it is there again, if it told
	 */
	void remaining(LlmLimit limit, long remaining, @Nullable Duration reset) {
		int index = limit.ordinal();
		if (remaining >= 0) {
			this.left.set(index, remaining);
			if (this.shown.compareAndSet(index, 0, 1)) {
				this.instruments.gauge(LlmMeter.LIMIT_REMAINING, this, (all) -> all.left.get(index), this.provider,
						this.model, limit.tag());
			}
		}
		if (reset != null && !reset.isNegative()) {
			this.resets.set(index,
					this.instruments.clock().monotonicTime() + Math.min(TimeUnit.NANOSECONDS.convert(reset), FARTHEST));
			if (this.shown.compareAndSet(LIMITS + index, 0, 1)) {
				this.instruments.gauge(LlmMeter.LIMIT_RESET, this, (all) -> all.untilReset(index), this.provider,
						this.model, limit.tag());
			}
		}
	}

	private double untilReset(int limit) {
		return Math.max(0, this.resets.get(limit) - this.instruments.clock().monotonicTime()) / 1e9;
	}

}
