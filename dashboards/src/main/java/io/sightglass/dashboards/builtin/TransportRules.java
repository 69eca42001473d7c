package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.query.Metric;
import io.sightglass.dashboards.rules.Alert;
import io.sightglass.dashboards.rules.Recording;
import io.sightglass.dashboards.rules.RuleGroup;
import io.sightglass.dashboards.rules.Severity;
import io.sightglass.meters.transport.TransportMeter;

/**
 * Losses, distance, and nodes that are down.
 */
final class TransportRules {

	private TransportRules() {
	}

	static RuleGroup build(Thresholds thresholds) {
		Metric rtt = Metric.of(TransportMeter.RTT);
		Recording p95 = new Recording(TransportMeter.RTT, "", "p95_rate5m", rtt.quantilePer(0.95, "endpoint"));
		Recording nodes = new Recording(TransportMeter.HOP_HEALTH, "", "min",
				Metric.of(TransportMeter.HOP_HEALTH).minPer("route", "hop"));
		return RuleGroup.of("transport")
			.record(new Recording(TransportMeter.SENT, "", "rate5m", Metric.of(TransportMeter.SENT).ratePer()))
			.record(new Recording(TransportMeter.RECEIVED, "", "rate5m", Metric.of(TransportMeter.RECEIVED).ratePer()))
			.record(p95)
			.record(nodes)
			.alert(new Alert("SightglassRouteNodeDown", Severity.CRITICAL, "2m", nodes.is(0),
					"A node of a route is down.",
					"{{ $labels.hop }} on the route {{ $labels.route }} of {{ $job }} is down."))
			.alert(new Alert("SightglassRouteNodeDegraded", Severity.WARNING, "10m", nodes.is(1),
					"A node of a route is degraded.",
					"{{ $labels.hop }} on the route {{ $labels.route }} of {{ $job }} is degraded."))
			.alert(new Alert("SightglassRetransmissionsHigh", Severity.WARNING, "10m",
					Questions.kernelRetransmissionRatio().above(thresholds.get(Threshold.RETRANSMISSIONS)),
					"TCP sends many segments again.",
					"{{ $labels.instance }} sends {{ $value | humanizePercentage }} of its segments again."))
			.alert(new Alert("SightglassPacketLoss", Severity.WARNING, "5m",
					Metric.of(TransportMeter.LOSS_RATIO).maxPer("endpoint").above(thresholds.get(Threshold.LOSS)),
					"Packets get lost.",
					"{{ $labels.endpoint }} in {{ $job }} loses {{ $value | humanizePercentage }} of its packets."))
			.alert(new Alert("SightglassRoundTripsSlow", Severity.WARNING, "10m",
					p95.or(rtt.meanPer("endpoint")).above(thresholds.get(Threshold.RTT)), "Round trips are slow.",
					"Round trips to {{ $labels.endpoint }} in {{ $job }} take {{ $value | humanizeDuration }}."));
	}

}
