package io.sightglass.meters.pipeline;

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
	};

	/**
	 * Begins a step with one record, for a try-with-resources statement.
	 * @return the step
	 */
	default Step start() {
		return new Step(this, 1, begin());
	}

	/**
	 * Begins a step with a batch.
	 * @param records how many records the batch has
	 * @return the step
	 */
	default Step start(long records) {
		return new Step(this, records, begin());
	}

	/**
	 * A step that does nothing until it is started, as often as one thread likes. It
	 * allocates nothing from then on.
	 * @return the step
	 */
	default Step step() {
		return new Step(this, 0, 0);
	}

	/**
	 * Begins a duration without an object: give what this returns to {@link #end(long)}.
	 * @return an opaque point in time, or 0 where this one is not in the sample
	 */
	default long begin() {
		return 0;
	}

	/**
	 * Ends a duration. It counts no record.
	 * @param begun what {@link #begin()} returned
	 */
	default void end(long begun) {
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
