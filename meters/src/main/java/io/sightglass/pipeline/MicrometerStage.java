package io.sightglass.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.Instruments;
import io.sightglass.sample.Sampler;
import io.sightglass.tag.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a registry: everything but the rare error counters is found when it is made.
 */
final class MicrometerStage implements Stage, Breakable {

	/** The error of a step that closed without a word. */
	static final String UNFINISHED = "unfinished";

	private static final int UNKNOWN = ErrorKind.values().length;

	private final AtomicReferenceArray<@Nullable Counter> errors = new AtomicReferenceArray<>(UNKNOWN + 1);

	private final Instruments instruments;

	private final String pipelineName;

	private final String name;

	private final Pipeline pipeline;

	private final Sampler sampler;

	private final Clock clock;

	private final Timer duration;

	private final Counter success;

	private final Counter filtered;

	private final Counter error;

	private final Counter cancelled;

	private final Counter retries;

	MicrometerStage(Instruments instruments, Sampler sampler, String pipelineName, String name, Pipeline pipeline) {
		this.instruments = instruments;
		this.pipelineName = pipelineName;
		this.name = name;
		this.pipeline = pipeline;
		this.sampler = sampler;
		this.clock = instruments.registry().config().clock();
		this.duration = instruments.timer(PipelineMeter.STAGE_DURATION, sampler, pipelineName, name);
		this.success = outcome(RecordOutcome.SUCCESS);
		this.filtered = outcome(RecordOutcome.FILTERED);
		this.error = outcome(RecordOutcome.ERROR);
		this.cancelled = outcome(RecordOutcome.CANCELLED);
		this.retries = instruments.counter(PipelineMeter.RETRIES, pipelineName, name);
	}

	@Override
	public long begin() {
		if (!this.sampler.take()) {
			return 0;
		}
		long now = this.clock.monotonicTime();
		// 0 says "not in the sample"; a nanosecond is a small price.
		return (now != 0) ? now : 1;
	}

	@Override
	public void end(long begun) {
		if (begun != 0) {
			this.duration.record(this.clock.monotonicTime() - begun, TimeUnit.NANOSECONDS);
		}
	}

	@Override
	public void processed(long records) {
		if (records > 0) {
			this.success.increment(records);
		}
	}

	@Override
	public void filtered(long records) {
		leave(this.filtered, records);
	}

	@Override
	public void failed(long records, @Nullable Throwable error) {
		if (records > 0) {
			leave(this.error, records);
			errors(error).increment(records);
		}
	}

	@Override
	public void cancelled(long records) {
		leave(this.cancelled, records);
	}

	@Override
	public void retried() {
		this.retries.increment();
	}

	@Override
	public void retried(Throwable error) {
		this.retries.increment();
		errors(error).increment();
	}

	private void leave(Counter outcome, long records) {
		if (records > 0) {
			outcome.increment(records);
			this.pipeline.ended(records);
		}
	}

	private Counter errors(@Nullable Throwable error) {
		int index = (error != null) ? ErrorKind.of(error).ordinal() : UNKNOWN;
		Counter counter = this.errors.get(index);
		if (counter == null) {
			String kind = (error != null) ? ErrorKind.values()[index].tag() : UNFINISHED;
			counter = this.instruments.counter(PipelineMeter.ERRORS, this.pipelineName, this.name, kind);
			// The registry gives two racing threads the same counter.
			this.errors.set(index, counter);
		}
		return counter;
	}

	private Counter outcome(RecordOutcome outcome) {
		return this.instruments.counter(PipelineMeter.RECORDS_PROCESSED, this.pipelineName, this.name, outcome.tag());
	}

	@Override
	public void broken(Throwable failure) {
		this.instruments.failures().record(PipelineMeter.RECORDS_PROCESSED.getName(), failure);
	}

}
