package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.grafana.DashboardBuilder;
import io.sightglass.dashboards.grafana.Unit;
import io.sightglass.meters.http.HttpMeter;

import static io.sightglass.dashboards.grafana.Panel.panel;

/**
 * The HTTP server: traffic, errors, latency, sizes.
 */
final class HttpDashboard {

	private static final int MOST = 10;

	private HttpDashboard() {
	}

	static DashboardBuilder build() {
		return DashboardBuilder.dashboard("sightglass-http", "Sightglass / HTTP")
			.discover(HttpMeter.REQUESTS_ACTIVE)
			.describe(
					"Requests to the HTTP server. Rates come from an exact counter; latency from a timer that may be sampled.")
			.row("Is it well?",
					panel().title("Requests", "Requests answered a second, without the actuator's own.")
						.query("requests", Questions.httpRequests().ratePer())
						.unit(Unit.REQUESTS_PER_SECOND)
						.stat()
						.size(6, 4),
					panel().title("Errors", "Share of 5xx. Above 1 % users notice: the table below names the path.")
						.query("errors", Questions.httpErrorRatio())
						.unit(Unit.SHARE)
						.stat()
						.size(6, 4)
						.badAbove(0.01, 0.05),
					panel().title("p99", "99 of 100 requests are faster. Above a second: see the slowest paths below.")
						.query("p99", Questions.httpDuration().quantilePer(0.99))
						.unit(Unit.SECONDS)
						.stat()
						.size(6, 4)
						.badAbove(0.5, 1),
					panel(HttpMeter.REQUESTS_ACTIVE)
						.title("In progress",
								"Requests being answered now. As many as there are threads means that new ones wait.")
						.sumPer()
						.stat()
						.size(6, 4))
			.row("Traffic and errors", panel().title("Requests by status",
					"Answers a second by status. 503 is usually overload, 500 a bug, 401 and 403 a client or a key.")
				.query("{{status}}", Questions.httpRequests().ratePer("status"))
				.unit(Unit.REQUESTS_PER_SECOND)
				.stacked()
				.colour("^2", "green")
				.colour("^1|^3", "blue")
				.colour("^4", "orange")
				.colour("^5", "red"),
					panel()
						.title("Busiest paths",
								"The ten paths with most requests. A new one on top is a new client or a loop.")
						.query("{{method}} {{uri}}", Questions.httpRequests().ratePer("method", "uri").top(MOST))
						.unit(Unit.REQUESTS_PER_SECOND),
					panel().title("Errors by path",
							"5xx answers a second. One path: its code or its backend. All paths: the instance or what they share.")
						.query("{{method}} {{uri}}",
								Questions.httpRequests()
									.where("outcome", "SERVER_ERROR")
									.ratePer("method", "uri")
									.top(MOST))
						.unit(Unit.REQUESTS_PER_SECOND))
			.row("Latency", panel().title("Latency",
					"Quantiles over all paths. p99 apart from p50: some requests wait for a lock, a pool or a peer.")
				.query("p50", Questions.httpDuration().quantilePer(0.5))
				.query("p95", Questions.httpDuration().quantilePer(0.95))
				.query("p99", Questions.httpDuration().quantilePer(0.99))
				.unit(Unit.SECONDS)
				.badAbove(0.5, 1),
					panel()
						.title("Slowest paths, p95",
								"The ten slowest paths. Compare with their share of the traffic before you start.")
						.query("{{uri}}", Questions.httpDuration().quantilePer(0.95, "uri").atLeast(0).top(MOST))
						.unit(Unit.SECONDS),
					panel(HttpMeter.SERVER_REQUESTS)
						.title("Latency distribution",
								"Requests per bucket. Two bands are two kinds of requests, or a cache that misses.")
						.heatmap()
						.unit(Unit.SECONDS))
			.row("Instances and sizes",
					panel(HttpMeter.REQUESTS_ACTIVE)
						.title("In progress by instance",
								"The ten busiest instances. One apart from the rest: a bad node or unfair balancing.")
						.query("{{instance}}",
								io.sightglass.dashboards.query.Metric.of(HttpMeter.REQUESTS_ACTIVE)
									.sumPer("instance")
									.top(MOST)),
					panel()
						.title("Errors by instance",
								"Share of 5xx. One instance apart from the rest: take it out and look there.")
						.query("{{instance}}", Questions.httpErrorRatio("instance").top(MOST))
						.unit(Unit.SHARE)
						.badAbove(0.01, 0.05),
					panel(HttpMeter.REQUEST_SIZE).title("Body sizes",
							"p95 of the bodies, or the mean without buckets. A jump means that a client sends more, or that an answer lost its paging.")
						.quantileOrMeanPer(0.95)
						.legend("request")
						.and(HttpMeter.RESPONSE_SIZE)
						.quantileOrMeanPer(0.95)
						.legend("response")
						.unit(Unit.BYTES));
	}

}
