package io.sightglass.meters.llm;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.internal.Times;
import io.sightglass.meters.llm.price.Dollars;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
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

	private volatile NamedModel model;

	private volatile boolean streaming;

	private volatile LlmTier tier = LlmTier.STANDARD;

	// What the provider says, in picodollars.
	private volatile long cost = NO_COST;

	private volatile @Nullable String answered;

	private volatile LlmUsage usage = LlmUsage.NONE;

	private volatile @Nullable String finish;

	private boolean ended;

	CallState(MicrometerLlmMeters owner, NamedModel model, @Nullable String operation, long start) {
		this.owner = owner;
		this.model = model;
		this.operation = operation;
		this.start = start;
		model.meters().active.incrementAndGet();
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

	void token() {
		this.chunks.incrementAndGet();
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

	void finish(@Nullable String reason) {
		this.finish = reason;
	}

	// Of a call that has ended nothing more is told.
	synchronized void retried() {
		if (this.ended) {
			return;
		}
		this.owner.failures().add(this.model.meters().retries(), 1);
	}

	synchronized void toolCall(String tool, Outcome outcome) {
		if (this.ended) {
			return;
		}
		this.owner.toolCall(tool, outcome);
	}

	synchronized void model(@Nullable String name) {
		if (this.ended || name == null || name.isBlank()) {
			return;
		}
		this.answered = name;
		NamedModel before = this.model;
		if (!before.model().isEmpty()) {
			return;
		}
		this.owner.failures().guard("llm.requests", () -> {
			this.model = this.owner.directory().find(before.provider(), name, this.operation);
			before.meters().active.decrementAndGet();
			this.model.meters().active.incrementAndGet();
		});
	}

	synchronized void end(Outcome outcome, @Nullable LlmError error) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		NamedModel model = this.model;
		try {
			record(model, outcome, error);
		}
		catch (Throwable ex) {
			this.owner.failures().record("llm.requests", ex);
		}
		// Last, so that whoever sees no call in progress sees all that were.
		model.meters().active.decrementAndGet();
	}

	/**
	 * Nobody holds the call any more.
	 */
	@Override
	public void run() {
		end(Outcome.ABANDONED, null);
	}

	private void record(NamedModel model, Outcome outcome, @Nullable LlmError error) {
		CallMeters meters = model.meters();
		Failures failures = this.owner.failures();
		failures.add(meters.requests(outcome, this.streaming), 1);
		this.owner.times().end(meters.duration(outcome, this.streaming), this.start);
		if (error != null) {
			failures.add(meters.errors(error), 1);
		}
		String finish = this.finish;
		if (error == null && finish != null && !finish.isBlank()) {
			failures.add(meters.finishes(finish), 1);
		}
		times(meters, this.owner.times());
		tokens(model);
	}

	private void times(CallMeters meters, Times times) {
		long first = this.first.get();
		if (first == Times.UNTIMED || this.start == Times.UNTIMED) {
			return;
		}
		times.record(meters.timeToFirstToken(), Duration.ofNanos(Math.max(0, first - this.start)));
		LlmUsage used = this.usage;
		long written = Math.max(used.isPossible() ? used.completion() : 0, this.chunks.get());
		if (written > 1) {
			long writing = Math.max(0, times.now() - first);
			times.record(meters.timePerOutputToken(), Duration.ofNanos(writing / (written - 1)));
		}
	}

	private void tokens(NamedModel model) {
		LlmUsage used = this.usage;
		if (!used.isPossible()) {
			this.owner.unparsed(model.provider());
			return;
		}
		for (LlmUnit unit : UNITS) {
			long amount = used.of(unit);
			if (amount > 0) {
				this.owner.failures().add(model.meters().used(unit), amount);
			}
		}
		if (this.cost != NO_COST) {
			this.owner.ledger().spent(model, this.cost);
		}
		else {
			this.owner.ledger().book(model, this.answered, used, this.tier);
		}
	}

}
