package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.query.Metric;
import io.sightglass.dashboards.rules.Alert;
import io.sightglass.dashboards.rules.Recording;
import io.sightglass.dashboards.rules.RuleGroup;
import io.sightglass.dashboards.rules.Severity;
import io.sightglass.registry.catalogue.SelfMeter;

/**
 * The metrics themselves.
 */
final class SelfRules {

	private SelfRules() {
	}

	static RuleGroup build(Thresholds thresholds) {
		Recording series = new Recording(SelfMeter.SERIES, "", "max", Metric.of(SelfMeter.SERIES).maxPer("instance"));
		return RuleGroup.of("self")
			.record(series)
			.alert(new Alert("SightglassTagLimitReached", Severity.INFO, Alert.AT_ONCE,
					Firsts.increase(Metric.of(SelfMeter.FOLDED), "1h", "meter", "tag"),
					"A tag has more values than its limit; the rest is counted as other.",
					"{{ $labels.tag }} of {{ $labels.meter }} in {{ $job }} has more values than its limit."))
			.alert(new Alert("SightglassSeriesMany", Severity.WARNING, "15m",
					series.above(thresholds.get(Threshold.SERIES)), "An instance has too many series.",
					"{{ $labels.instance }} of {{ $job }} has {{ $value | humanize }} series."))
			.alert(new Alert("SightglassMetersFail", Severity.WARNING, Alert.AT_ONCE,
					Firsts.increase(Metric.of(SelfMeter.FAILURES), "1h", "family"),
					"Metrics fail to record; the application is not harmed.",
					"Meters of {{ $labels.family }} in {{ $job }} failed within the hour; the log has the first failure."));
	}

}
