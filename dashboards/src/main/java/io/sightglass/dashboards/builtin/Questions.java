package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.query.Expression;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.meters.connection.ConnectionMeter;
import io.sightglass.meters.http.HttpMeter;
import io.sightglass.meters.pipeline.PipelineMeter;
import io.sightglass.meters.transport.TransportMeter;
import io.sightglass.registry.catalogue.SelfMeter;

/**
 * What dashboards and alerts both ask, so that a graph and the alert that led to it
 * agree.
 */
final class Questions {

	/** Scrapes and probes are not the users' traffic. */
	static final String OWN_TRAFFIC = "/actuator.*";

	private Questions() {
	}

	static Metric httpRequests() {
		return Metric.of(HttpMeter.REQUESTS).whereNot("uri", OWN_TRAFFIC);
	}

	static Metric httpDuration() {
		return Metric.of(HttpMeter.SERVER_REQUESTS).whereNot("uri", OWN_TRAFFIC);
	}

	static Expression httpErrorRatio(String... by) {
		return Expression.ratio(httpRequests().where("outcome", "SERVER_ERROR").ratePer(by),
				httpRequests().ratePer(by));
	}

	static Expression connectFailureRatio(String... by) {
		Expression failed = Metric.of(ConnectionMeter.FAILED).ratePer(by);
		Expression opened = Metric.of(ConnectionMeter.OPENED).ratePer(by);
		Expression none = Expression.text("0").times(opened);
		return Expression.ratio(failed, opened.plus(failed.or(none)).or(failed));
	}

	// Only where there is a limit: of the same instance, or a full one hides behind an
	// idle one.
	static Expression connectionsOfLimit() {
		return Metric.of(ConnectionMeter.ACTIVE)
			.sumPer("instance", "endpoint", "protocol", "role")
			.dividedBy(Metric.of(ConnectionMeter.LIMIT).sumPer("instance", "endpoint", "protocol", "role").above(0));
	}

	static Expression kernelRetransmissionRatio() {
		return Expression.ratio(Metric.of(TransportMeter.KERNEL_RETRANSMISSIONS).ratePer("instance"),
				Metric.of(TransportMeter.KERNEL_SEGMENTS).where("direction", "out").ratePer("instance"));
	}

	static Expression pipelineErrorRatio(String... by) {
		return Expression.ratio(Metric.of(PipelineMeter.ERRORS).ratePer(by),
				Metric.of(PipelineMeter.RECORDS_PROCESSED).ratePer(by));
	}

	static Expression instances() {
		return Metric.of(SelfMeter.SERIES).countPer();
	}

}
