package io.sightglass.meters.pipeline;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * The meters of records on their way from source to sink.
 */
public enum PipelineMeter implements CatalogueMeter {

	REGISTERED(MeterSpec.gauge("pipelines.registered", "Pipelines that the application has registered.")),

	RECORDS_RECEIVED(
			MeterSpec.counter("pipeline.records.received", "Records taken in from a source.", "pipeline", "source")),

	RECORDS_PROCESSED(MeterSpec.counter("pipeline.records.processed", "Records that left a stage, by outcome.",
			"pipeline", "stage", "outcome")),

	RECORDS_DELIVERED(MeterSpec.counter("pipeline.records.delivered", "Records handed to a sink.", "pipeline", "sink")),

	RECORDS_IN_FLIGHT(MeterSpec.gauge("pipeline.records.in.flight",
			"Records received and neither delivered, filtered nor failed yet.", "pipeline")),

	STAGE_DURATION(MeterSpec.timer("pipeline.stage.duration", "Time that a stage worked on a record or batch.",
			"pipeline", "stage")),

	LATENCY(MeterSpec.timer("pipeline.latency", "Time from a record's origin to its delivery.", "pipeline")),

	ERRORS(MeterSpec.counter("pipeline.errors", "Errors, by stage and kind.", "pipeline", "stage", "error")),

	RETRIES(MeterSpec.counter("pipeline.retries", "Attempts after the first one.", "pipeline", "stage")),

	BUFFER_UTILIZATION(MeterSpec.gauge("pipeline.buffer.utilization", "Share of a buffer's capacity in use, 0 to 1.",
			"pipeline", "stage")),

	BUFFER_SIZE(MeterSpec.gauge("pipeline.buffer.size", "Records in a buffer.", "pipeline", "stage")),

	BACKPRESSURE(MeterSpec.counter("pipeline.backpressure", "Times that a source had to wait.", "pipeline", "source")),

	CHECKPOINTS(MeterSpec.counter("pipeline.checkpoints", "Checkpoints saved.", "pipeline")),

	CHECKPOINT_AGE(
			MeterSpec.gauge("pipeline.checkpoint.age", "Seconds since the last checkpoint.", "pipeline").in("seconds")),

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
