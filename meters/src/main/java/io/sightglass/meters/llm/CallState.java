package io.sightglass.meters.llm;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.internal.Times;
import io.sightglass.meters.llm.price.Dollars;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.ModelPrice;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call so far. It never refers to the caller's end of it, so that the
 * latter can be collected.
 */
final class CallState implements Runnable {

	private static final LlmUnit[] UNITS = LlmUnit.values();

	private static final long NO_COST = -1;

	// A call that costs more is none.
	private static final double MOST_USD = 1_000_000;

	private final MicrometerLlmMeters owner;

	private final @Nullable String operation;

	private final long start;

	private final AtomicLong first = new AtomicLong(Times.UNTIMED);

	private final AtomicLong chunks = new AtomicLong();

	private final AtomicLong chunk = new AtomicLong(Times.UNTIMED);

	private volatile NamedModel model;

	private volatile boolean streaming;

	private volatile LlmTier tier = LlmTier.STANDARD;

	// What the provider says, in picodollars.
	private volatile long cost = NO_COST;

	private volatile @Nullable ModelId answered;

	private volatile LlmUsage usage = LlmUsage.NONE;

	private volatile @Nullable String finish;

	private volatile boolean unparsed;

	private boolean ended;

	// Where it is counted as in progress.
	private int active;

	CallState(MicrometerLlmMeters owner, NamedModel model, @Nullable String operation, long start) {
		this.owner = owner;
		this.model = model;
		this.operation = operation;
		this.start = start;
		this.active = model.calls().active.begin();
	}

	void streamed() {
		this.streaming = true;
	}

	void firstToken(Duration ago) {
		if (this.first.get() == Times.UNTIMED) {
			this.streaming = true;
			this.first.compareAndSet(Times.UNTIMED, before(this.owner.times().now(), ago));
		}
	}

	// What is said to have come before the call began came as it began.
	private long before(long now, Duration ago) {
		boolean within = !ago.isNegative() && ago.compareTo(Duration.ofNanos(now - this.start)) < 0;
		return within ? now - ago.toNanos() : ago.isNegative() ? now : this.start;
	}

	void token(Duration ago) {
		this.chunks.incrementAndGet();
		GenAiMeters openTelemetry = this.model.openTelemetry();
		if (openTelemetry != null && this.start != Times.UNTIMED) {
			long now = before(this.owner.times().now(), ago);
			long before = this.chunk.getAndSet(now);
			Timer timer = openTelemetry.answered(this.answered).chunk(GenAiMeter.OUTPUT_CHUNK);
			if (before != Times.UNTIMED && timer != null) {
				this.owner.times().record(timer, Duration.ofNanos(Math.max(0, now - before)));
			}
		}
	}

	void usage(@Nullable LlmUsage usage) {
		this.usage = (usage != null) ? usage : this.usage;
	}

	void tier(@Nullable LlmTier tier) {
		this.tier = (tier != null) ? tier : this.tier;
	}

	// Infinity and what is no number are no cost.
	void cost(double usd) {
		if (usd >= 0 && usd <= MOST_USD) {
			this.cost = Math.round(usd * Dollars.PICO);
		}
	}

	void unparsed() {
		this.unparsed = true;
	}

	void finish(@Nullable String reason) {
		this.finish = reason;
	}

	// Of a call that has ended nothing more is told.
	synchronized void retried() {
		if (!this.ended) {
			this.owner.failures().add(this.model.model().retries(), 1);
		}
	}

	synchronized void toolCall(String tool, Outcome outcome) {
		if (!this.ended) {
			this.owner.toolCall(tool, outcome);
		}
	}

	synchronized void remaining(LlmLimit limit, long remaining, @Nullable Duration reset) {
		if (!this.ended) {
			this.owner.failures()
				.guard("llm.limit.remaining", () -> this.model.model().remaining(limit, remaining, reset));
		}
	}

	synchronized void model(@Nullable String name) {
		if (this.ended || name == null || name.isBlank()) {
			return;
		}
		this.answered = this.owner.directory().names(name);
		asked(name);
	}

	synchronized void asked(@Nullable String name) {
		if (name != null && !name.isBlank() && this.model.name().isEmpty()) {
			isOf(this.model.provider(), name);
		}
	}

	synchronized void provider(@Nullable String provider) {
		if (provider != null && !provider.isBlank()) {
			isOf(provider, this.model.name().written());
		}
	}

	private void isOf(String provider, @Nullable String name) {
		if (this.ended) {
			return;
		}
		NamedModel before = this.model;
		this.owner.failures().guard("llm.requests", () -> {
			NamedModel now = this.owner.directory().find(provider, name, this.operation);
			if (now.calls() != before.calls()) {
				// In this order, so that whoever sees no call in progress sees none.
				int active = now.calls().active.begin();
				before.calls().active.end(this.active);
				this.active = active;
			}
			this.model = now;
		});
	}

	// Without an outcome nothing is told of it.
	synchronized void end(@Nullable Outcome outcome, @Nullable LlmError error) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		NamedModel model = this.model;
		try {
			if (outcome != null) {
				record(model, outcome, error);
			}
		}
		catch (Throwable ex) {
			this.owner.failures().record("llm.requests", ex);
		}
		// Last, so that whoever sees no call in progress sees all that were.
		model.calls().active.end(this.active);
	}

	/**
	 * Nobody holds the call any more.
	 */
	@Override
	public void run() {
		end(Outcome.ABANDONED, null);
	}

	private void record(NamedModel model, Outcome outcome, @Nullable LlmError error) {
		Failures failures = this.owner.failures();
		Times times = this.owner.times();
		if (this.owner.conventions().isOwn()) {
			failures.add(model.calls().requests(outcome, this.streaming), 1);
			times.end(model.calls().duration(outcome, this.streaming), this.start);
			if (error != null) {
				failures.add(model.calls().errors(error), 1);
			}
		}
		String finish = this.finish;
		if (error == null && finish != null && !finish.isBlank()) {
			failures.add(model.model().finishes(finish), 1);
		}
		drift(model);
		LlmUsage used = this.usage;
		if (this.unparsed || !used.isPossible()) {
			failures.add(model.model().unparsed(), 1);
		}
		LlmUsage believed = used.isPossible() ? used : LlmUsage.NONE;
		times(model, believed, times);
		used(model, believed);
		GenAiMeters openTelemetry = model.openTelemetry();
		if (openTelemetry != null) {
			GenAiMeters.Answers answers = openTelemetry.answered(this.answered);
			times.end(answers.duration(outcome, error), this.start);
			answers.used(believed, outcome, error);
		}
	}

	// Azure has names of its own for its deployments.
	private void drift(NamedModel model) {
		ModelId answered = this.answered;
		if (answered != null && !model.name().isEmpty() && !model.provider().startsWith("azure")
				&& model.name().isAnother(answered)) {
			this.owner.failures().add(model.model().drifts(answered.dated()), 1);
		}
	}

	private void times(NamedModel model, LlmUsage used, Times times) {
		long first = this.first.get();
		if (first == Times.UNTIMED || this.start == Times.UNTIMED) {
			return;
		}
		Duration untilFirst = Duration.ofNanos(Math.max(0, first - this.start));
		if (model.openTelemetry() != null) {
			Timer timer = model.openTelemetry().answered(this.answered).chunk(GenAiMeter.FIRST_CHUNK);
			if (timer != null) {
				times.record(timer, untilFirst);
			}
		}
		if (this.owner.conventions() == LlmConventions.OPENTELEMETRY) {
			return;
		}
		times.record(model.model().timeToFirstToken(), untilFirst);
		long written = Math.max(used.completion(), this.chunks.get());
		if (written > 1) {
			long writing = Math.max(0, times.now() - first);
			times.record(model.model().timePerOutputToken(), Duration.ofNanos(writing / (written - 1)));
		}
	}

	private void used(NamedModel model, LlmUsage used) {
		boolean own = this.owner.conventions().isOwn();
		for (LlmUnit unit : UNITS) {
			long amount = used.of(unit);
			if (amount > 0 && (own || !unit.isToken())) {
				this.owner.failures().add(model.calls().used(unit), amount);
			}
		}
		Ledger ledger = this.owner.ledger();
		@Nullable ModelPrice price = used.isEmpty() ? null : ledger.price(model, this.answered);
		if (this.cost != NO_COST) {
			ledger.spent(model, this.cost);
		}
		else if (!used.isEmpty()) {
			ledger.book(model, price, used, this.tier);
		}
		if (price != null && price.contextWindow() > 0 && OperationName.hasOnePrompt(this.operation)) {
			this.owner.failures()
				.guard("llm.context.used",
						() -> model.model().contextUsed(used.longestPrompt() / (double) price.contextWindow()));
		}
	}

}
