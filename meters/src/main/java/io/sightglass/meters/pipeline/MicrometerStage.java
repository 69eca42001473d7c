package io.sightglass.meters.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Counts;
import io.sightglass.meters.internal.Slots;
import io.sightglass.meters.internal.Times;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a registry: everything but the rare error counters is found when it is made.
 */
final class MicrometerStage implements Stage, Breakable {

	/** The error of a step that closed without a word. */
	static final String UNFINISHED = "unfinished";

	private static final int UNKNOWN = ErrorKind.values().length;

	private final Slots<Counter> errors;

	private final Instruments instruments;

	private final String pipelineName;

	private final String name;

	private final Pipeline pipeline;

	private final Failures failures;

	private final Times times;

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
		this.errors = new Slots<>(UNKNOWN + 1, this::errors);
		this.failures = instruments.failures();
		this.times = new Times(instruments, sampler);
		this.duration = instruments.timer(PipelineMeter.STAGE_DURATION, sampler, pipelineName, name);
		this.success = outcome(RecordOutcome.SUCCESS);
		this.filtered = outcome(RecordOutcome.FILTERED);
		this.error = outcome(RecordOutcome.ERROR);
		this.cancelled = outcome(RecordOutcome.CANCELLED);
		this.retries = instruments.counter(PipelineMeter.RETRIES, pipelineName, name);
	}

	@Override
	public long startTiming() {
		return this.times.start();
	}

	@Override
	public void stopTiming(long started) {
		this.times.end(this.duration, started);
	}

	@Override
	public void processed(long records) {
		Counts.add(this.failures, PipelineMeter.RECORDS_PROCESSED, this.success, records);
	}

	@Override
	public void filtered(long records) {
		leave(this.filtered, records);
	}

	@Override
	public void failed(long records, @Nullable Throwable error) {
		if (leave(this.error, records)) {
			this.failures.add(errors(error), records);
		}
	}

	@Override
	public void cancelled(long records) {
		leave(this.cancelled, records);
	}

	@Override
	public void retried() {
		this.failures.add(this.retries, 1);
	}

	@Override
	public void retried(Throwable error) {
		this.failures.add(this.retries, 1);
		this.failures.add(errors(error), 1);
	}

	private boolean leave(Counter outcome, long records) {
		boolean counts = Counts.counts(this.failures, PipelineMeter.RECORDS_PROCESSED, records);
		if (counts) {
			this.pipeline.ended(records);
			this.failures.add(outcome, records);
		}
		return counts;
	}

	private Counter errors(@Nullable Throwable error) {
		return this.errors.at((error != null) ? ErrorKind.of(error).ordinal() : UNKNOWN);
	}

	private Counter errors(long kind) {
		return this.instruments.counter(PipelineMeter.ERRORS, this.pipelineName, this.name,
				(kind != UNKNOWN) ? ErrorKind.values()[(int) kind].tag() : UNFINISHED);
	}

	private Counter outcome(RecordOutcome outcome) {
		return this.instruments.counter(PipelineMeter.RECORDS_PROCESSED, this.pipelineName, this.name, outcome.tag());
	}

	@Override
	public void broken(Throwable failure) {
		this.failures.record(PipelineMeter.RECORDS_PROCESSED.getName(), failure);
	}

}
