package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.grafana.DashboardBuilder;
import io.sightglass.dashboards.grafana.Unit;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.meters.transport.TransportMeter;

import static io.sightglass.dashboards.grafana.Panel.panel;

/**
 * Bytes, packets, losses, and the nodes of routes.
 */
final class TransportDashboard {

	private static final int MOST = 10;

	private TransportDashboard() {
	}

	static DashboardBuilder build() {
		return DashboardBuilder.dashboard("sightglass-transport", "Sightglass / Transport")
			.discover(TransportMeter.SENT)
			.describe("What flows through connections, what gets lost, and the nodes of each route.")
			.row("Is it well?",
					panel(TransportMeter.HOP_HEALTH)
						.title("Worst node of a route", "Down or degraded: the table of nodes below names it.")
						.minPer()
						.unit(Unit.NONE)
						.stat()
						.size(6, 4)
						.badBelow(1, 2)
						.word("0", "DOWN", "red")
						.word("1", "DEGRADED", "orange")
						.word("2", "HEALTHY", "green"),
					panel().title("Retransmitted",
							"Share of the worst host's TCP segments that were sent again. Above 1 % throughput falls: congestion, a bad link or a full receiver. Needs sightglass.transport.kernel.enabled=true.")
						.query("worst", worst(Questions.kernelRetransmissionRatio()))
						.unit(Unit.SHARE)
						.stat()
						.size(6, 4)
						.badAbove(0.01, 0.05),
					panel(TransportMeter.RTT).title("Round trip",
							"p95 of the time to peers and back, or the mean without buckets. A step up is a new route; a slope is a queue that fills.")
						.quantileOrMeanPer(0.95)
						.unit(Unit.SECONDS)
						.stat()
						.size(6, 4)
						.badAbove(0.1, 0.5),
					panel()
						.title("Errors and timeouts",
								"Transport errors and timeouts a second. See below which endpoint.")
						.query("both",
								Metric.of(TransportMeter.ERRORS)
									.ratePer()
									.orZero()
									.plus(Metric.of(TransportMeter.TIMEOUTS).ratePer().orZero()))
						.unit(Unit.PER_SECOND)
						.stat()
						.size(6, 4)
						.badAbove(1, 10))
			.row("Throughput",
					panel(TransportMeter.SENT)
						.title("Sent by endpoint",
								"Bytes a second. Flat at one height: a limit of the network or of the peer's window.")
						.query("{{endpoint}}", Metric.of(TransportMeter.SENT).ratePer("endpoint").top(MOST))
						.unit(Unit.BYTES_PER_SECOND),
					panel(TransportMeter.RECEIVED)
						.title("Received by endpoint",
								"Bytes a second. A gap between received and processed fills buffers.")
						.query("{{endpoint}}", Metric.of(TransportMeter.RECEIVED).ratePer("endpoint").top(MOST))
						.unit(Unit.BYTES_PER_SECOND),
					panel(TransportMeter.SENT_PACKETS)
						.title("Packets",
								"Datagrams, frames or writes a second. Many small ones cost more than few large ones.")
						.ratePer()
						.legend("sent")
						.and(TransportMeter.RECEIVED_PACKETS)
						.ratePer()
						.legend("received")
						.unit(Unit.PACKETS_PER_SECOND))
			.row("Losses", panel(TransportMeter.ERRORS).title("Errors by kind",
					"reset: the peer broke it. timeout: it is slow. tls: certificates. invalid: it speaks another protocol.")
				.ratePer("error")
				.unit(Unit.PER_SECOND)
				.stacked(),
					panel(TransportMeter.TIMEOUTS)
						.title("Timeouts by endpoint", "Connects, reads, writes and idle ends that took too long.")
						.ratePer("endpoint")
						.unit(Unit.PER_SECOND),
					panel(TransportMeter.LOSS_RATIO)
						.title("Packet loss",
								"Share of packets lost. Above 1 % voice and video suffer, above 5 % everything does.")
						.maxPer("endpoint")
						.unit(Unit.SHARE)
						.badAbove(0.01, 0.05),
					panel(TransportMeter.RETRANSMISSIONS)
						.title("Sent again", "Segments or packets sent again by the sockets of this application.")
						.ratePer("endpoint")
						.unit(Unit.PER_SECOND),
					panel().title("Sent again by the kernel",
							"Share of TCP segments sent again, of all processes of the network namespace. Needs sightglass.transport.kernel.enabled=true.")
						.query("{{instance}}", Questions.kernelRetransmissionRatio().top(MOST))
						.unit(Unit.SHARE)
						.badAbove(0.01, 0.05),
					panel(TransportMeter.RTT).title("Round-trip time",
							"p99 apart from p50 is queueing; all of them up is distance. Without buckets there is the mean alone.")
						.quantiles()
						.unit(Unit.SECONDS))
			.row("Routes",
					panel(TransportMeter.HOP_HEALTH)
						.title("Health by node", "2 is healthy, 1 degraded, 0 down; the worst over all instances.")
						.minPer("route", "hop", "kind")
						.table()
						.unit(Unit.NONE)
						.word("0", "DOWN", "red")
						.word("1", "DEGRADED", "orange")
						.word("2", "HEALTHY", "green"),
					panel(TransportMeter.HOP_LATENCY).title("Latency by node",
							"p95, or the mean without buckets. The node whose latency grows is where the time goes.")
						.quantileOrMeanPer(0.95, "route", "hop")
						.unit(Unit.SECONDS),
					panel(TransportMeter.HOP_THROUGHPUT)
						.title("Throughput by node",
								"Bits a second. A node that passes less than the one before it drops or queues.")
						.sumPer("route", "hop")
						.unit(Unit.BITS_PER_SECOND))
			.row("Kernel TCP", panel(TransportMeter.KERNEL_CONNECTIONS).title("Established",
					"TCP connections of the network namespace, other processes' included. Needs sightglass.transport.kernel.enabled=true.")
				.sumPer(),
					panel(TransportMeter.KERNEL_SEGMENTS)
						.title("Segments", "TCP segments a second of the network namespace.")
						.ratePer("direction")
						.unit(Unit.PACKETS_PER_SECOND),
					panel(TransportMeter.KERNEL_TIMEOUTS).title("Timeouts and resets",
							"Retransmission timeouts and resets sent. Resets without end: a client calls a closed port.")
						.ratePer()
						.legend("timeouts")
						.and(TransportMeter.KERNEL_RESETS)
						.ratePer()
						.legend("resets")
						.unit(Unit.PER_SECOND));
	}

	private static io.sightglass.dashboards.query.Expression worst(io.sightglass.dashboards.query.Expression each) {
		return (scope) -> "max(" + each.in(scope) + ")";
	}

}
