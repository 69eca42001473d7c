package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.grafana.DashboardBuilder;
import io.sightglass.dashboards.grafana.Unit;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.meters.connection.ConnectionMeter;

import static io.sightglass.dashboards.grafana.Panel.panel;

/**
 * Connections: opened, open, ended, never begun.
 */
final class ConnectionsDashboard {

	private static final int MOST = 10;

	private ConnectionsDashboard() {
	}

	static DashboardBuilder build() {
		return DashboardBuilder.dashboard("sightglass-connections", "Sightglass / Connections")
			.discover(ConnectionMeter.ACTIVE)
			.describe(
					"Connections of servers and clients, whatever their protocol: how many, how long, and why they end.")
			.row("Is it well?",
					panel(ConnectionMeter.ACTIVE)
						.title("Open", "Connections open now. Compare with the pool's or the server's limit.")
						.sumPer()
						.stat()
						.size(6, 4),
					panel(ConnectionMeter.OPENED).title("Opened",
							"New connections a second. Many with little traffic: keep-alive or pooling does not work.")
						.ratePer()
						.unit(Unit.PER_SECOND)
						.stat()
						.size(6, 4),
					panel()
						.title("Failed",
								"Share of attempts that never became a connection. Above 5 %: see the reasons below.")
						.query("failed", Questions.connectFailureRatio())
						.unit(Unit.SHARE)
						.stat()
						.size(6, 4)
						.badAbove(0.05, 0.2),
					panel(ConnectionMeter.HANDSHAKE_DURATION).title("Handshake",
							"Time of a handshake: p95, or the mean without buckets. Above half a second: a far peer, a slow name server, or no session resumption.")
						.quantileOrMeanPer(0.95)
						.unit(Unit.SECONDS)
						.stat()
						.size(6, 4)
						.badAbove(0.5, 2))
			.row("How many", panel(ConnectionMeter.ACTIVE)
				.title("Open by endpoint", "A climb without traffic is a leak; a cliff is a restart or a broken peer.")
				.query("{{endpoint}} {{role}}", Metric.of(ConnectionMeter.ACTIVE).sumPer("endpoint", "role").top(MOST))
				.size(12, 8),
					panel(ConnectionMeter.OPENED)
						.title("Opened by protocol", "Churn. Many short connections cost handshakes on both sides.")
						.ratePer("protocol", "role")
						.unit(Unit.PER_SECOND)
						.size(12, 8),
					panel(ConnectionMeter.ACTIVE).title("Open by instance",
							"The ten fullest instances. One apart from the rest: unfair balancing, or clients that stick.")
						.query("{{instance}}", Metric.of(ConnectionMeter.ACTIVE).sumPer("instance").top(MOST))
						.size(12, 7),
					panel(ConnectionMeter.LIMIT).title("Of the limit",
							"The ten fullest pools and servers, where a limit is known. Near 100 % new ones wait: raise the limit, or find what holds them.")
						.query("{{endpoint}} {{instance}}", Questions.connectionsOfLimit().top(MOST))
						.unit(Unit.SHARE)
						.badAbove(0.8, 0.95)
						.size(12, 7),
					panel(ConnectionMeter.PENDING).title("Waiting for a connection",
							"Requests that wait for a connection of a pool. Not 0 for long: the pool is too small, or its connections are held too long.")
						.query("{{endpoint}}", Metric.of(ConnectionMeter.PENDING).sumPer("endpoint").top(MOST))
						.size(12, 7),
					panel(ConnectionMeter.IDLE).title("Idle",
							"Open connections that wait for their next request. All of them idle: the pool or the keep-alive is larger than it need be.")
						.query("{{endpoint}} {{role}}",
								Metric.of(ConnectionMeter.IDLE).sumPer("endpoint", "role").top(MOST))
						.size(12, 7))
			.row("Why they end", panel(ConnectionMeter.CLOSED).title("Ended, by reason",
					"closed and idle are orderly. reset and timeout are the peer or the network; abandoned is a leak in our code.")
				.ratePer("reason")
				.unit(Unit.PER_SECOND)
				.stacked()
				.colour("^closed|^half_closed", "green")
				.colour("^idle", "blue")
				.colour("^reset|^error", "red")
				.colour("^timeout", "orange")
				.colour("^abandoned", "purple"),
					panel(ConnectionMeter.FAILED).title("Failed, by reason",
							"refused: nobody listens. timeout: a firewall or a full backlog. handshake: certificates. unreachable: names or routes.")
						.ratePer("reason")
						.unit(Unit.PER_SECOND)
						.stacked()
						.colour("^refused", "red")
						.colour("^timeout", "orange")
						.colour("^handshake", "purple")
						.colour("^unreachable", "yellow"),
					panel(ConnectionMeter.FAILED).title("Failed, by endpoint",
							"Where attempts fail. One endpoint: that peer. All of them: our network or our certificates.")
						.ratePer("endpoint", "reason")
						.table()
						.unit(Unit.PER_SECOND))
			.row("How long", panel(ConnectionMeter.DURATION).title("Lifetime",
					"How long connections live. Short lives with much traffic: keep-alive is off, or a proxy cuts them.")
				.quantiles()
				.unit(Unit.SECONDS),
					panel(ConnectionMeter.HANDSHAKE_DURATION)
						.title("Handshakes", "Time from hello to ready. Slow ones delay each new connection.")
						.quantiles()
						.unit(Unit.SECONDS),
					panel(ConnectionMeter.HANDSHAKES).title("Handshakes by outcome",
							"Red ones end before anything is said: certificates, protocol versions, or strangers who try ports.")
						.ratePer("outcome")
						.unit(Unit.PER_SECOND)
						.stacked()
						.colour("^success", "green")
						.colour("^error|^failed|^failure", "red")
						.colour("^timeout", "orange"))
			.row("Streams",
					panel(ConnectionMeter.STREAMS)
						.title("Streams opened",
								"Streams a second inside connections. Many a connection: one slow one delays all.")
						.ratePer("endpoint")
						.unit(Unit.PER_SECOND),
					panel(ConnectionMeter.STREAMS_ACTIVE).title("Streams open",
							"Streams inside connections (HTTP/2, WebSocket sessions). Many on few connections share one window.")
						.sumPer("endpoint"),
					panel(ConnectionMeter.STREAM_DURATION).title("Stream lifetime",
							"How long streams live: p95, or the mean without buckets. Compare it with the timeout of the proxy between.")
						.quantileOrMeanPer(0.95, "endpoint")
						.unit(Unit.SECONDS));
	}

}
