package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.query.Expression;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.dashboards.rules.Alert;
import io.sightglass.dashboards.rules.Recording;
import io.sightglass.dashboards.rules.RuleGroup;
import io.sightglass.dashboards.rules.Severity;
import io.sightglass.meters.state.StateMeter;
import io.sightglass.registry.catalogue.SelfMeter;

/**
 * Health, leaders, builds and missing instances.
 */
final class StateRules {

	private StateRules() {
	}

	static RuleGroup build(Thresholds thresholds) {
		Recording instances = new Recording(SelfMeter.SERIES, "_instances", "count", Questions.instances());
		Expression before = (scope) -> "max_over_time(" + instances.in(scope) + "[1h])";
		Expression leaders = Metric.of(StateMeter.CLUSTER_LEADER).sumPer("role");
		return RuleGroup.of("state")
			.record(instances)
			.alert(new Alert("SightglassComponentDown", Severity.CRITICAL, "2m",
					Metric.of(StateMeter.HEALTH).minPer("component", "instance").is(0), "A component is down.",
					"{{ $labels.component }} is down on {{ $labels.instance }} of {{ $job }}."))
			.alert(new Alert("SightglassNoLeader", Severity.CRITICAL, "2m", leaders.is(0), "A role has no leader.",
					"Nobody leads {{ $labels.role }} in {{ $job }}."))
			.alert(new Alert("SightglassTwoLeaders", Severity.CRITICAL, "2m", leaders.above(1),
					"A role has more than one leader.",
					"{{ $value | humanize }} instances of {{ $job }} lead {{ $labels.role }}."))
			.alert(new Alert("SightglassInstancesMissing", Severity.WARNING, "5m",
					instances.dividedBy(before).below(thresholds.get(Threshold.INSTANCES)),
					"Instances that were there within the hour are missing.",
					"{{ $value | humanizePercentage }} of the last hour's instances of {{ $job }} are left."))
			.alert(new Alert("SightglassJobGone", Severity.CRITICAL, "5m", before.unless(instances),
					"No instance of a job is scraped any more.", "All instances of {{ $job }} are gone."))
			.alert(new Alert("SightglassBuildsDiffer", Severity.INFO, "1h", builds().above(1),
					"Instances have run different builds for an hour.",
					"{{ $job }} runs {{ $value | humanize }} builds at once."));
	}

	private static Expression builds() {
		Expression each = Metric.of(StateMeter.BUILD).countPer("version", "revision");
		return (scope) -> scope.aggregate("count", java.util.List.of(), each.in(scope));
	}

}
