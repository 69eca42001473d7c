package io.sightglass.meters.pipeline;

import io.sightglass.meters.instrument.Started;
import org.jspecify.annotations.Nullable;

/**
 * One station on a record's way. Each record that enters leaves once: processed,
 * filtered, failed or cancelled; an attempt that will be repeated is a retry and not yet
 * a failure. Counts are exact; durations are sampled.
 *
 * <pre>
 * pipeline_records_processed_total{outcome="success",pipeline="orders",stage="enrich"} 968.0
 * pipeline_errors_total{error="timeout",pipeline="orders",stage="enrich"} 12.0
 * pipeline_retries_total{pipeline="orders",stage="enrich"} 5.0
 * pipeline_stage_duration_seconds_count{pipeline="orders",stage="enrich"} 1000
 * </pre>
 */
public interface Stage {

	/** Records nothing. */
	Stage NONE = new Stage() {

		@Override
		public StageStep start(long records) {
			return StageStep.untracked(new StepState(this, records, 0));
		}

		@Override
		public StageStep step() {
			return start(0);
		}

	};

	/**
	 * Runs the work on one record, which is processed when it returns and failed when it
	 * throws. Allocates nothing.
	 *
	 * <pre class="code">
	 * Customer customer = enrich.call(() -&gt; lookup(order));
	 * </pre>
	 * @param <T> the type of the result
	 * @param <X> what the work may throw
	 * @param work what is to be done
	 * @return what the work returned
	 * @throws X what the work threw
	 */
	default <T extends @Nullable Object, X extends Throwable> T call(Started.Work<T, X> work) throws X {
		long started = startTiming();
		T result;
		try {
			result = work.call();
		}
		catch (Throwable ex) {
			StepState.failed(this, 1, ex);
			stopTiming(started);
			throw ex;
		}
		processed(1);
		stopTiming(started);
		return result;
	}

	/**
	 * Runs the work on one record, which is processed when it returns and failed when it
	 * throws. Allocates nothing.
	 * @param <X> what the work may throw
	 * @param work what is to be done
	 * @throws X what the work threw
	 */
	default <X extends Throwable> void run(Started.Task<X> work) throws X {
		long started = startTiming();
		try {
			work.run();
		}
		catch (Throwable ex) {
			StepState.failed(this, 1, ex);
			stopTiming(started);
			throw ex;
		}
		processed(1);
		stopTiming(started);
	}

	/**
	 * Runs work that may filter its record or say more of it; it is processed when the
	 * work returns without a word of its end, and failed when it throws.
	 * @param <T> the type of the result
	 * @param <X> what the work may throw
	 * @param work what is to be done, and is given the step
	 * @return what the work returned
	 * @throws X what the work threw
	 */
	default <T extends @Nullable Object, X extends Throwable> T callWith(Started.WorkWith<StageStep, T, X> work)
			throws X {
		return StageStep.untracked(new StepState(this, 1, startTiming())).callWith(work);
	}

	/**
	 * Begins a step with one record, for work that ends elsewhere.
	 * @return the step
	 */
	default StageStep start() {
		return start(1);
	}

	/**
	 * Begins a step with a batch, for work that ends elsewhere.
	 * @param records how many records the batch has
	 * @return the step
	 */
	default StageStep start(long records) {
		return StageStep.started(new StepState(this, records, startTiming()));
	}

	/**
	 * A step that does nothing until it is started, as often as one thread likes. It
	 * allocates nothing from then on.
	 * @return the step
	 */
	default StageStep step() {
		return StageStep.held(new StepState(this, 0, 0));
	}

	/**
	 * Begins a duration without an object: give what this returns to
	 * {@link #stopTiming(long)}.
	 * @return an opaque point in time, or 0 where this one is not in the sample
	 */
	default long startTiming() {
		return 0;
	}

	/**
	 * Ends a duration. It counts no record.
	 * @param started what {@link #startTiming()} returned
	 */
	default void stopTiming(long started) {
	}

	/**
	 * Records that leave for the next station.
	 * @param records how many
	 */
	default void processed(long records) {
	}

	/**
	 * Records that end their way here on purpose.
	 * @param records how many
	 */
	default void filtered(long records) {
	}

	/**
	 * Records that end their way here because of an error.
	 * @param records how many
	 * @param error the error, or null where it is not known
	 */
	default void failed(long records, @Nullable Throwable error) {
	}

	/**
	 * Records that end their way here because somebody stopped.
	 * @param records how many
	 */
	default void cancelled(long records) {
	}

	/** An attempt after the first one begins. */
	default void retried() {
	}

	/**
	 * An attempt failed and another one will follow: an error and a retry, and the record
	 * stays.
	 * @param error the error of the attempt
	 */
	default void retried(Throwable error) {
	}

}
