package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.query.Expression;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.dashboards.rules.Alert;
import io.sightglass.dashboards.rules.Recording;
import io.sightglass.dashboards.rules.RuleGroup;
import io.sightglass.dashboards.rules.Severity;
import io.sightglass.meters.connection.ConnectionMeter;

/**
 * Connections that do not come to be, or are forgotten.
 */
final class ConnectionRules {

	private ConnectionRules() {
	}

	static RuleGroup build(Thresholds thresholds) {
		Recording active = new Recording(ConnectionMeter.ACTIVE, "", "sum",
				Metric.of(ConnectionMeter.ACTIVE).sumPer("endpoint"));
		Recording failures = new Recording(ConnectionMeter.FAILED, "", "ratio_rate5m",
				Questions.connectFailureRatio("endpoint"));
		return RuleGroup.of("connections")
			.record(active)
			.record(failures)
			.alert(new Alert("SightglassConnectsFail", Severity.WARNING, "10m",
					failures.above(thresholds.get(Threshold.CONNECT_FAILURES)), "Many attempts to connect fail.",
					"{{ $value | humanizePercentage }} of the attempts at {{ $labels.endpoint }} in {{ $job }} fail."))
			.alert(new Alert("SightglassHandshakesFail", Severity.WARNING, "5m",
					handshakeFailures().above(thresholds.get(Threshold.HANDSHAKE_FAILURES)),
					"Handshakes fail: look at certificates and protocol versions.",
					"{{ $value | humanizePercentage }} of the handshakes at {{ $labels.endpoint }} in {{ $job }} fail."))
			.alert(new Alert("SightglassConnectionsNearLimit", Severity.WARNING, "5m",
					Questions.connectionsOfLimit().above(thresholds.get(Threshold.LIMIT_USE)),
					"A pool or server has nearly as many connections as it may have.",
					"{{ $labels.endpoint }} on {{ $labels.instance }} of {{ $job }} uses {{ $value | humanizePercentage }} of its limit."))
			.alert(new Alert("SightglassConnectionsAbandoned", Severity.WARNING, Alert.AT_ONCE,
					Metric.of(ConnectionMeter.CLOSED)
						.where("reason", "abandoned")
						.increasePer("endpoint")
						.over("1h")
						.above(thresholds.get(Threshold.ABANDONED)),
					"Code opens connections and forgets them.",
					"{{ $value | humanize }} connections of {{ $labels.endpoint }} in {{ $job }} were forgotten within an hour."));
	}

	private static Expression handshakeFailures() {
		Expression failed = Metric.of(ConnectionMeter.FAILED).where("reason", "handshake").ratePer("endpoint");
		Expression opened = Metric.of(ConnectionMeter.OPENED).ratePer("endpoint");
		return failed.dividedBy(opened.plus(failed).or(failed).above(0));
	}

}
