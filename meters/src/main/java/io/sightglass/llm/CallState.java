package io.sightglass.llm;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.sightglass.tag.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call so far. It never refers to the caller's end of it, so that the
 * latter can be collected.
 */
final class CallState implements Runnable {

	private static final TokenType[] TYPES = TokenType.values();

	private static final long NOT_YET = Long.MIN_VALUE;

	private final MicrometerLlmMeters owner;

	private final @Nullable String operation;

	private final long start;

	private final AtomicLong first = new AtomicLong(NOT_YET);

	private final AtomicLong chunks = new AtomicLong();

	private volatile NamedModel model;

	private volatile boolean streaming;

	private volatile boolean batch;

	private volatile TokenUsage usage = TokenUsage.NONE;

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

	void firstTokenNow() {
		if (this.first.get() == NOT_YET) {
			firstToken(this.owner.clock().monotonicTime());
		}
	}

	void firstToken(long time) {
		this.streaming = true;
		this.first.compareAndSet(NOT_YET, time);
	}

	void token() {
		this.chunks.incrementAndGet();
	}

	void usage(TokenUsage usage) {
		this.usage = usage;
	}

	void batch() {
		this.batch = true;
	}

	void finish(@Nullable String reason) {
		this.finish = reason;
	}

	// Of a call that has ended nothing more is told.
	synchronized void retried() {
		if (this.ended) {
			return;
		}
		this.owner.failures().guard("llm.retries", () -> this.model.meters().retries().increment());
	}

	synchronized void toolCall(String tool, Outcome outcome) {
		if (this.ended) {
			return;
		}
		this.owner.toolCall(tool, outcome);
	}

	synchronized void model(@Nullable String name) {
		NamedModel before = this.model;
		if (this.ended || name == null || name.isBlank() || !before.model().isEmpty()) {
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
		catch (Exception | LinkageError | StackOverflowError ex) {
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
		long end = this.owner.clock().monotonicTime();
		meters.requests(outcome, this.streaming).increment();
		meters.duration(outcome, this.streaming).record(end - this.start, TimeUnit.NANOSECONDS);
		if (error != null) {
			meters.errors(error).increment();
		}
		String finish = this.finish;
		if (error == null && finish != null && !finish.isBlank()) {
			meters.finishes(finish).increment();
		}
		times(meters, end);
		tokens(model);
	}

	private void times(CallMeters meters, long end) {
		long first = this.first.get();
		if (first == NOT_YET) {
			return;
		}
		meters.timeToFirstToken().record(Math.max(0, first - this.start), TimeUnit.NANOSECONDS);
		long written = Math.max(this.usage.completion(), this.chunks.get());
		if (written > 1) {
			meters.timePerOutputToken().record(Math.max(0, end - first) / (written - 1), TimeUnit.NANOSECONDS);
		}
	}

	private void tokens(NamedModel model) {
		TokenUsage used = this.usage;
		for (TokenType type : TYPES) {
			long count = used.of(type);
			if (count > 0) {
				model.meters().tokens(type).increment(count);
			}
		}
		this.owner.ledger().book(model, used, this.batch);
	}

}
