package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.grafana.DashboardBuilder;
import io.sightglass.dashboards.grafana.Unit;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.registry.catalogue.SelfMeter;

import static io.sightglass.dashboards.grafana.Panel.panel;

/**
 * Our own health: how many series, what went to "other", what failed.
 */
final class SeriesDashboard {

	private static final int MOST = 10;

	private SeriesDashboard() {
	}

	static DashboardBuilder build() {
		return DashboardBuilder.dashboard("sightglass-series", "Sightglass / Series")
			.discover(SelfMeter.SERIES)
			.describe("The cost and the health of the metrics themselves.")
			.row("Is it well?", panel(SelfMeter.SERIES)
				.title("Live series", "Series of all chosen instances. docs/scale.md says what each family costs.")
				.sumPer()
				.stat()
				.size(6, 4),
					panel(SelfMeter.SERIES)
						.title("Largest instance",
								"Above 10,000 a scrape is slow and expensive: see which meter has many values.")
						.maxPer()
						.stat()
						.size(6, 4)
						.badAbove(10000, 20000),
					panel().title("Counted as other, 1 h",
							"Look-ups whose tag value became other because the tag has more values than its limit. Not 0: raise the limit, or stop tagging with that value.")
						.query("other", Metric.of(SelfMeter.FOLDED).increasePer().over("1h").orZero())
						.stat()
						.size(6, 4)
						.badAbove(1, 1000),
					panel().title("Failures, 1 h",
							"Failures inside meters that the application did not see. Not 0: a bug; the log has the first one.")
						.query("failures", Metric.of(SelfMeter.FAILURES).increasePer().over("1h").orZero())
						.stat()
						.size(6, 4)
						.badAbove(1, 100))
			.row("Growth", panel(SelfMeter.SERIES)
				.title("Series by instance", "The ten largest. A climb without an end is a tag with unbounded values.")
				.query("{{instance}}", Metric.of(SelfMeter.SERIES).sumPer("instance").top(MOST))
				.size(12, 8),
					panel(SelfMeter.FOLDED)
						.title("Counted as other, by meter and tag", "Which tag has more values than its limit.")
						.ratePer("meter", "tag")
						.unit(Unit.PER_SECOND)
						.size(12, 8),
					panel(SelfMeter.FAILURES).title("Failures by family", "Which family fails to record.")
						.ratePer("family")
						.unit(Unit.PER_SECOND)
						.size(12, 7),
					panel().title("Counted as other, 24 h", "The tags to bound at their source.")
						.query("", Metric.of(SelfMeter.FOLDED).increasePer("meter", "tag").over("1d"))
						.table()
						.size(12, 7),
					panel().title("Left out, 24 h",
							"Gauges and functions of meters with more series than their limit, which cannot be counted as other, and whatever is new when the scrape has its limit. Not 0: the log names the meter.")
						.query("left out", Metric.of(SelfMeter.REFUSED).increasePer().over("1d").orZero())
						.stat()
						.size(12, 4)
						.badAbove(1, 1000),
					panel().title("Cut, 24 h",
							"Names, values and descriptions longer than Prometheus is set to take, and queries taken out of URIs. Many: a tag has what should not be one.")
						.query("cut", Metric.of(SelfMeter.CUT).increasePer().over("1d").orZero())
						.stat()
						.size(12, 4)
						.badAbove(100, 10000),
					panel().title("Share recorded, where the sample rate is auto",
							"The share of events whose durations and sizes are recorded, of the instance that records the fewest. 1: all of them.")
						.query("{{family}}", Metric.of(SelfMeter.SAMPLE_RATE).minPer("family"))
						.unit(Unit.SHARE)
						.size(24, 6));
	}

}
