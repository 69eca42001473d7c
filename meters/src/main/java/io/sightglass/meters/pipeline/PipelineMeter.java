package io.sightglass.meters.pipeline;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * The meters of records on their way from source to sink.
 */
public enum PipelineMeter implements CatalogueMeter {

	/** Pipelines that were looked up, {@code pipelines_registered}. */
	REGISTERED(MeterSpec.gauge("pipelines.registered", "Pipelines that the application has registered.")),

	/** Records taken in, by source, {@code pipeline_records_received_total}. */
	RECORDS_RECEIVED(
			MeterSpec.counter("pipeline.records.received", "Records taken in from a source.", "pipeline", "source")),

	/** Records that left a stage, {@code pipeline_records_processed_total}. */
	RECORDS_PROCESSED(MeterSpec.counter("pipeline.records.processed", "Records that left a stage, by outcome.",
			"pipeline", "stage", "outcome")),

	/** Records handed to a sink, {@code pipeline_records_delivered_total}. */
	RECORDS_DELIVERED(MeterSpec.counter("pipeline.records.delivered", "Records handed to a sink.", "pipeline", "sink")),

	/** Records on their way, {@code pipeline_records_in_flight}. */
	RECORDS_IN_FLIGHT(MeterSpec.gauge("pipeline.records.in.flight",
			"Records received and neither delivered, filtered nor failed yet.", "pipeline")),

	/** Times that stages worked, {@code pipeline_stage_duration_seconds}. */
	STAGE_DURATION(MeterSpec.timer("pipeline.stage.duration", "Time that a stage worked on a record or batch.",
			"pipeline", "stage")),

	/** Times from origin to delivery, {@code pipeline_latency_seconds}. */
	LATENCY(MeterSpec.timer("pipeline.latency", "Time from a record's origin to its delivery.", "pipeline")),

	/** Errors by stage and kind, {@code pipeline_errors_total}. */
	ERRORS(MeterSpec.counter("pipeline.errors", "Errors, by stage and kind.", "pipeline", "stage", "error")),

	/** Attempts after the first one, {@code pipeline_retries_total}. */
	RETRIES(MeterSpec.counter("pipeline.retries", "Attempts after the first one.", "pipeline", "stage")),

	/** Share of a buffer in use, {@code pipeline_buffer_utilization}. */
	BUFFER_UTILIZATION(MeterSpec.gauge("pipeline.buffer.utilization", "Share of a buffer's capacity in use, 0 to 1.",
			"pipeline", "stage")),

	/** Records in a buffer, {@code pipeline_buffer_size}. */
	BUFFER_SIZE(MeterSpec.gauge("pipeline.buffer.size", "Records in a buffer.", "pipeline", "stage")),

	/** Times that a source had to wait, {@code pipeline_backpressure_total}. */
	BACKPRESSURE(MeterSpec.counter("pipeline.backpressure", "Times that a source had to wait.", "pipeline", "source")),

	/** Checkpoints saved, {@code pipeline_checkpoints_total}. */
	CHECKPOINTS(MeterSpec.counter("pipeline.checkpoints", "Checkpoints saved.", "pipeline")),

	/** Time since the last checkpoint, {@code pipeline_checkpoint_age_seconds}. */
	CHECKPOINT_AGE(
			MeterSpec.gauge("pipeline.checkpoint.age", "Seconds since the last checkpoint.", "pipeline").in("seconds")),

	/** Rebalances of a consumer group, {@code pipeline_rebalances_total}. */
	REBALANCES(MeterSpec.counter("pipeline.rebalances", "Rebalances of a consumer group.", "pipeline", "group"));

	private final MeterSpec spec;

	PipelineMeter(MeterSpec spec) {
		this.spec = spec;
	}

	@Override
	public MeterSpec spec() {
		return this.spec;
	}

}
