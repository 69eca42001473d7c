package io.sightglass.dashboards.builtin;

import java.util.List;

import io.sightglass.dashboards.grafana.DashboardBuilder;

/**
 * Every dashboard, in the order in which one reads them.
 */
public final class Dashboards {

	private Dashboards() {
	}

	/**
	 * The dashboards that are shipped, one a family and an overview.
	 * @return them, the overview first
	 */
	public static List<DashboardBuilder> all() {
		return List.of(OverviewDashboard.build(), HttpDashboard.build(), ConnectionsDashboard.build(),
				TransportDashboard.build(), PipelinesDashboard.build(), LlmDashboard.build(), StateDashboard.build(),
				SeriesDashboard.build());
	}

}
