package io.sightglass.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.query.Labels;

import static io.sightglass.dashboards.Text.map;

/**
 * The variables: data source, cluster, job and instance, each of them narrowed by those
 * before it.
 */
final class Variables {

	private final Options options;

	private final String metric;

	Variables(Options options, String metric) {
		this.options = options;
		this.metric = metric;
	}

	Map<String, Object> datasource() {
		String fixed = this.options.datasourceUid();
		return map("type", "prometheus", "uid", (fixed != null) ? fixed : "${datasource}");
	}

	List<Object> json() {
		Labels labels = this.options.labels();
		String byCluster = labels.cluster() + "=~\"$cluster\"";
		List<Object> list = new ArrayList<>();
		if (this.options.datasourceUid() == null) {
			list.add(map("name", "datasource", "label", "Data source", "type", "datasource", "query", "prometheus",
					"hide", 0, "includeAll", false, "multi", false, "refresh", 1));
		}
		// .* and not .+: a target without a cluster is in the choice "All".
		list.add(variable("cluster", "Cluster", ".*", "label_values(%s, %s)".formatted(this.metric, labels.cluster())));
		list.add(variable("job", "Job", ".+",
				"label_values(%s{%s}, %s)".formatted(this.metric, byCluster, labels.job())));
		list.add(variable("instance", "Instance", ".+",
				"label_values(%s{%s, %s=~\"$job\"}, instance)".formatted(this.metric, byCluster, labels.job())));
		return list;
	}

	private Map<String, Object> variable(String name, String label, String all, String query) {
		return map("name", name, "label", label, "type", "query", "datasource", datasource(), "query", query, "refresh",
				2, "sort", 1, "multi", true, "includeAll", true, "allValue", all, "current",
				map("selected", true, "text", List.of("All"), "value", List.of("$__all")), "hide", 0);
	}

	Map<String, Object> firingAlerts() {
		return map("name", "Alerts", "datasource", datasource(), "enable", true, "iconColor", "red", "expr",
				"ALERTS{alertstate=\"firing\", alertname=~\"Sightglass.+\", %s=~\"$job\"}"
					.formatted(this.options.labels().job()),
				"titleFormat", "{{alertname}}", "textFormat", "{{severity}}", "step", "60s");
	}

}
