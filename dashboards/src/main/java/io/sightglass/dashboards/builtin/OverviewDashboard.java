package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.grafana.DashboardBuilder;
import io.sightglass.dashboards.grafana.Unit;
import io.sightglass.meters.connection.ConnectionMeter;
import io.sightglass.meters.llm.LlmMeter;
import io.sightglass.meters.pipeline.PipelineMeter;
import io.sightglass.meters.state.StateMeter;
import io.sightglass.meters.transport.TransportMeter;

import static io.sightglass.dashboards.grafana.Panel.panel;

/**
 * Is it well, and where do I look?
 */
final class OverviewDashboard {

	private OverviewDashboard() {
	}

	static DashboardBuilder build() {
		return DashboardBuilder.dashboard("sightglass-overview", "Sightglass / Overview")
			.describe(
					"Is it well, and where do I look? Green is well; each panel leads to the dashboard of its family.")
			.row("", panel().title("Instances",
					"Instances that are scraped. Fewer than you run: see the targets page of Prometheus for the missing ones.")
				.query("instances", Questions.instances())
				.stat()
				.leadsTo("sightglass-state"),
					panel(StateMeter.HEALTH).title("Worst health",
							"The worst health of any component of any instance. Down: open State, find the component, read its instance's log.")
						.minPer()
						.unit(Unit.NONE)
						.stat()
						.badBelow(0.25, 1)
						.word("0", "DOWN", "red")
						.word("0.25", "OUT OF SERVICE", "orange")
						.word("0.5", "UNKNOWN", "orange")
						.word("1", "UP", "green")
						.leadsTo("sightglass-state"),
					panel().title("HTTP errors",
							"Share of requests answered with 5xx. Above 1 % users notice: open HTTP and look for the path.")
						.query("errors", Questions.httpErrorRatio())
						.unit(Unit.SHARE)
						.stat()
						.badAbove(0.01, 0.05)
						.leadsTo("sightglass-http"),
					panel().title("HTTP p99",
							"99 of 100 requests are faster. Above a second users wait: open HTTP and look for the slow path.")
						.query("p99", Questions.httpDuration().quantilePer(0.99))
						.unit(Unit.SECONDS)
						.stat()
						.badAbove(0.5, 1)
						.leadsTo("sightglass-http"),
					panel().title("LLM errors",
							"Share of LLM calls that failed. Above 5 %: open LLM and look for the provider and the kind of error.")
						.query("errors", LlmQuestions.errorRatio())
						.unit(Unit.SHARE)
						.stat()
						.badAbove(0.02, 0.05)
						.leadsTo("sightglass-llm"),
					panel().title("LLM spend, 24 h",
							"Dollars spent on LLM calls in the last day by the price book. Compare it with the budget on LLM.")
						.query("spent", LlmQuestions.spent("1d"))
						.unit(Unit.DOLLARS)
						.stat()
						.leadsTo("sightglass-llm"))
			.row("", panel(ConnectionMeter.ACTIVE).title("Open connections",
					"Connections open now. A steady climb without traffic is a leak: open Connections and look for the endpoint.")
				.sumPer()
				.stat()
				.leadsTo("sightglass-connections"),
					panel().title("Failed connects",
							"Share of attempts that never became a connection. Above 5 %: open Connections and look for the reason.")
						.query("failed", Questions.connectFailureRatio())
						.unit(Unit.SHARE)
						.stat()
						.badAbove(0.05, 0.2)
						.leadsTo("sightglass-connections"),
					panel(TransportMeter.HOP_HEALTH).title("Worst node of a route",
							"The worst health of any node of any route. Down: open Transport, find the route, and check the process at that node.")
						.minPer()
						.unit(Unit.NONE)
						.stat()
						.badBelow(1, 2)
						.word("0", "DOWN", "red")
						.word("1", "DEGRADED", "orange")
						.word("2", "HEALTHY", "green")
						.leadsTo("sightglass-transport"),
					panel(PipelineMeter.BUFFER_UTILIZATION).title("Fullest buffer",
							"The fullest buffer of any stage. Near 100 % its source has to wait: open Pipelines; the stage behind it is too slow.")
						.maxPer()
						.unit(Unit.SHARE)
						.stat()
						.badAbove(0.7, 0.9)
						.leadsTo("sightglass-pipelines"),
					panel().title("Pipeline errors",
							"Errors per processed record. Above 1 %: open Pipelines and look for the stage and the kind of error.")
						.query("errors", Questions.pipelineErrorRatio())
						.unit(Unit.SHARE)
						.stat()
						.badAbove(0.01, 0.05)
						.leadsTo("sightglass-pipelines"),
					panel(PipelineMeter.RECORDS_IN_FLIGHT).title("Records in flight",
							"Records taken in and not yet delivered. A climb that does not end is a stuck pipeline: open Pipelines.")
						.sumPer()
						.stat()
						.leadsTo("sightglass-pipelines"))
			.row("", panel().title("HTTP requests by outcome",
					"Red is ours (5xx), orange the clients' (4xx). A sudden fall of green is as bad as a rise of red.")
				.query("{{outcome}}", Questions.httpRequests().ratePer("outcome"))
				.unit(Unit.REQUESTS_PER_SECOND)
				.stacked()
				.colour("^SUCCESS", "green")
				.colour("SERVER_ERROR", "red")
				.colour("CLIENT_ERROR", "orange")
				.colour("REDIRECTION|INFORMATIONAL", "blue")
				.leadsTo("sightglass-http"),
					panel().title("HTTP latency",
							"How long requests take. p99 apart from p50 means that some wait: a lock, a pool, a slow peer.")
						.query("p50", Questions.httpDuration().quantilePer(0.5))
						.query("p99", Questions.httpDuration().quantilePer(0.99))
						.unit(Unit.SECONDS)
						.leadsTo("sightglass-http"),
					panel(ConnectionMeter.ACTIVE).title("Connections by protocol",
							"Open connections. A cliff is a restart or a broken peer; a climb without an end is a leak.")
						.sumPer("protocol")
						.leadsTo("sightglass-connections"),
					panel(PipelineMeter.RECORDS_DELIVERED).title("Records delivered",
							"Records handed to sinks. Zero while records are in flight means that the pipeline is stuck.")
						.ratePer("pipeline")
						.unit(Unit.PER_SECOND)
						.leadsTo("sightglass-pipelines"),
					panel(LlmMeter.REQUESTS).title("LLM calls by outcome",
							"Red calls failed. Look on LLM whether one provider, one model or one kind of error is behind it.")
						.ratePer("outcome")
						.unit(Unit.REQUESTS_PER_SECOND)
						.stacked()
						.colour("^success", "green")
						.colour("^error", "red")
						.colour("cancelled|abandoned", "orange")
						.leadsTo("sightglass-llm"),
					panel(TransportMeter.SENT).title("Network throughput",
							"Bytes through the application's sockets. Compare with what the network gives before you blame the code.")
						.ratePer()
						.legend("sent")
						.and(TransportMeter.RECEIVED)
						.ratePer()
						.legend("received")
						.unit(Unit.BYTES_PER_SECOND)
						.leadsTo("sightglass-transport"));
	}

}
