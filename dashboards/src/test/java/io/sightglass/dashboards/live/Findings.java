package io.sightglass.dashboards.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.builtin.Dashboards;
import io.sightglass.dashboards.check.Choice;
import io.sightglass.dashboards.check.DashboardCheck;
import io.sightglass.dashboards.check.Finding;
import io.sightglass.dashboards.check.PrometheusClient;
import io.sightglass.dashboards.grafana.DashboardBuilder;

/**
 * What the check says of all dashboards.
 */
final class Findings {

	private Findings() {
	}

	static List<Finding> of(PrometheusClient client, Choice choice) throws IOException {
		return of(client, Options.DEFAULT, choice);
	}

	static List<Finding> of(PrometheusClient client, Options options, Choice choice) throws IOException {
		DashboardCheck check = new DashboardCheck(client, options, choice);
		List<Finding> findings = new ArrayList<>();
		for (DashboardBuilder dashboard : Dashboards.all()) {
			findings.addAll(check.check(dashboard));
		}
		return findings;
	}

}
