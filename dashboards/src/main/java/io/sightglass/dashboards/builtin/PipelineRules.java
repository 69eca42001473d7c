package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.query.Expression;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.dashboards.rules.Alert;
import io.sightglass.dashboards.rules.Recording;
import io.sightglass.dashboards.rules.RuleGroup;
import io.sightglass.dashboards.rules.Severity;
import io.sightglass.meters.pipeline.PipelineMeter;

/**
 * Pipelines that are stuck, silent, full, failing or slow.
 */
final class PipelineRules {

	private PipelineRules() {
	}

	static RuleGroup build(Thresholds thresholds) {
		Recording received = rate(PipelineMeter.RECORDS_RECEIVED);
		Recording delivered = rate(PipelineMeter.RECORDS_DELIVERED);
		Recording processed = rate(PipelineMeter.RECORDS_PROCESSED);
		Recording errors = new Recording(PipelineMeter.ERRORS, "", "ratio_rate5m",
				Questions.pipelineErrorRatio("pipeline"));
		Metric latency = Metric.of(PipelineMeter.LATENCY);
		Recording p99 = new Recording(PipelineMeter.LATENCY, "", "p99_rate5m", latency.quantilePer(0.99, "pipeline"));
		return RuleGroup.of("pipelines")
			.record(received)
			.record(delivered)
			.record(processed)
			.record(errors)
			.record(p99)
			.alert(new Alert("SightglassPipelineStuck", Severity.CRITICAL, "10m",
					Metric.of(PipelineMeter.RECORDS_IN_FLIGHT)
						.sumPer("pipeline")
						.above(0)
						.unless(delivered.above(0))
						.unless(processed.above(0)),
					"A pipeline holds records and moves none.",
					"{{ $labels.pipeline }} in {{ $job }} holds {{ $value | humanize }} records."))
			.alert(new Alert("SightglassPipelineSilent", Severity.WARNING, "5m", silent(),
					"A pipeline that had records gets none.",
					"{{ $labels.pipeline }} in {{ $job }} got its last record a quarter of an hour ago."))
			.alert(new Alert("SightglassPipelineErrors", Severity.WARNING, "5m",
					errors.above(thresholds.get(Threshold.PIPELINE_ERRORS)), "A pipeline has many errors.",
					"{{ $value | humanizePercentage }} of the records of {{ $labels.pipeline }} in {{ $job }} fail."))
			.alert(new Alert("SightglassPipelineBufferFull", Severity.WARNING, "5m",
					Metric.of(PipelineMeter.BUFFER_UTILIZATION)
						.maxPer("pipeline", "stage")
						.above(thresholds.get(Threshold.BUFFER)),
					"A buffer is full: the stage behind it is too slow.",
					"The buffer of {{ $labels.stage }} in {{ $labels.pipeline }} of {{ $job }} is {{ $value | humanizePercentage }} full."))
			.alert(new Alert("SightglassPipelineSlow", Severity.WARNING, "10m",
					p99.or(latency.meanPer("pipeline")).above(thresholds.get(Threshold.PIPELINE_P99)),
					"A pipeline is slow.",
					"Records take {{ $value | humanizeDuration }} through {{ $labels.pipeline }} in {{ $job }}."))
			.alert(new Alert("SightglassCheckpointOld", Severity.WARNING, "5m",
					Metric.of(PipelineMeter.CHECKPOINT_AGE)
						.maxPer("pipeline")
						.above(thresholds.get(Threshold.CHECKPOINT_AGE)),
					"A pipeline has saved no checkpoint for long.",
					"The last checkpoint of {{ $labels.pipeline }} in {{ $job }} is {{ $value | humanizeDuration }} old."));
	}

	private static Recording rate(PipelineMeter meter) {
		return new Recording(meter, "", "rate5m", Metric.of(meter).ratePer("pipeline"));
	}

	// Six hours of memory: a pipeline that never had records is not silent.
	private static Expression silent() {
		Expression taken = Metric.of(PipelineMeter.RECORDS_RECEIVED).increasePer("pipeline");
		return taken.over("15m").is(0).and(taken.over("6h").above(0));
	}

}
