package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.grafana.DashboardBuilder;
import io.sightglass.dashboards.grafana.Unit;
import io.sightglass.meters.pipeline.PipelineMeter;

import static io.sightglass.dashboards.grafana.Panel.panel;

/**
 * Records from source to sink.
 */
final class PipelinesDashboard {

	private PipelinesDashboard() {
	}

	static DashboardBuilder build() {
		return DashboardBuilder.dashboard("sightglass-pipelines", "Sightglass / Pipelines")
			.discover(PipelineMeter.REGISTERED)
			.describe(
					"Records on their way from source to sink: how many, how fast, where they wait and where they fail.")
			.row("Is it well?",
					panel(PipelineMeter.RECORDS_DELIVERED)
						.title("Delivered", "Records handed to sinks a second. Zero with records in flight: stuck.")
						.ratePer()
						.unit(Unit.PER_SECOND)
						.stat()
						.size(5, 4),
					panel(PipelineMeter.RECORDS_IN_FLIGHT)
						.title("In flight", "Records taken in and not yet delivered, filtered or failed.")
						.sumPer()
						.stat()
						.size(5, 4),
					panel().title("Errors", "Errors per processed record. Above 1 %: see the stage below.")
						.query("errors", Questions.pipelineErrorRatio())
						.unit(Unit.SHARE)
						.stat()
						.size(5, 4)
						.badAbove(0.01, 0.05),
					panel(PipelineMeter.BUFFER_UTILIZATION)
						.title("Fullest buffer",
								"Near 100 % the source waits: the stage behind the buffer is too slow.")
						.maxPer()
						.unit(Unit.SHARE)
						.stat()
						.size(5, 4)
						.badAbove(0.7, 0.9),
					panel(PipelineMeter.CHECKPOINT_AGE).title("Oldest checkpoint",
							"After a crash this much is done again. Above ten minutes: see the store that keeps them.")
						.maxPer()
						.unit(Unit.SECONDS)
						.stat()
						.size(4, 4)
						.badAbove(300, 600))
			.row("Flow",
					panel(PipelineMeter.RECORDS_RECEIVED)
						.title("Received", "Records taken in. None: the source is empty, or it had to wait.")
						.ratePer("pipeline", "source")
						.unit(Unit.PER_SECOND),
					panel(PipelineMeter.RECORDS_DELIVERED)
						.title("Delivered", "Records handed to sinks. Less than received for long: buffers fill.")
						.ratePer("pipeline", "sink")
						.unit(Unit.PER_SECOND),
					panel(PipelineMeter.RECORDS_PROCESSED)
						.title("Processed by outcome",
								"What left the stages. A rise of anything but success wants a look at Errors by stage.")
						.ratePer("outcome")
						.unit(Unit.PER_SECOND)
						.stacked()
						.colour("^success", "green")
						.colour("^error|^failed", "red")
						.colour("^filtered|^dropped", "blue")
						.colour("^cancelled|^abandoned", "orange"))
			.row("Time", panel(PipelineMeter.LATENCY).title("Latency by pipeline",
					"From a record's origin to its delivery: p95, or the mean without buckets. Grows with in flight: too slow; grows alone: a stage waits.")
				.quantileOrMeanPer(0.95, "pipeline")
				.unit(Unit.SECONDS),
					panel(PipelineMeter.STAGE_DURATION).title("Time by stage",
							"p95, or the mean without buckets. The slowest stage sets the speed of its pipeline: start there.")
						.quantileOrMeanPer(0.95, "pipeline", "stage")
						.unit(Unit.SECONDS),
					panel(PipelineMeter.LATENCY).title("Latency distribution",
							"Records per bucket, where sightglass.histograms.meters has this meter. Two bands: some take another way, or are retried.")
						.heatmap()
						.unit(Unit.SECONDS))
			.row("Where they wait",
					panel(PipelineMeter.RECORDS_IN_FLIGHT)
						.title("In flight by pipeline", "A climb that does not end is a stuck pipeline or a leak.")
						.sumPer("pipeline")
						.size(12, 7),
					panel(PipelineMeter.BUFFER_UTILIZATION)
						.title("Buffers", "How full. The fullest one stands before the slowest stage.")
						.maxPer("pipeline", "stage")
						.size(12, 7)
						.unit(Unit.SHARE)
						.badAbove(0.7, 0.9),
					panel(PipelineMeter.BACKPRESSURE).title("Backpressure",
							"Times a second that a source had to wait. Rare is healthy, constant is too little capacity.")
						.ratePer("pipeline", "source")
						.size(12, 7)
						.unit(Unit.PER_SECOND),
					panel(PipelineMeter.BUFFER_SIZE)
						.title("Buffered records", "Records in buffers, which a crash may lose.")
						.sumPer("pipeline", "stage")
						.size(12, 7))
			.row("Where they fail",
					panel(PipelineMeter.ERRORS)
						.title("Errors by stage",
								"Which stage, and what kind. timeout and refused: its peer. invalid: the data.")
						.ratePer("pipeline", "stage", "error")
						.unit(Unit.PER_SECOND),
					panel(PipelineMeter.RETRIES)
						.title("Retries", "Attempts after the first. Many with few errors: a peer that wavers.")
						.ratePer("pipeline", "stage")
						.unit(Unit.PER_SECOND),
					panel(PipelineMeter.CHECKPOINTS).title("Checkpoints and rebalances",
							"Checkpoints should come evenly. Many rebalances: consumers die or are too slow to poll.")
						.ratePer()
						.legend("checkpoints")
						.and(PipelineMeter.REBALANCES)
						.ratePer()
						.legend("rebalances")
						.unit(Unit.PER_SECOND),
					panel(PipelineMeter.CHECKPOINT_AGE)
						.title("Checkpoint age", "After a crash this much is done again.")
						.maxPer("pipeline")
						.size(12, 7)
						.unit(Unit.SECONDS)
						.badAbove(300, 600),
					panel(PipelineMeter.REGISTERED)
						.title("Pipelines by instance",
								"Registered pipelines. One instance with fewer did not start all of them.")
						.sumPer("instance")
						.table()
						.size(12, 7));
	}

}
