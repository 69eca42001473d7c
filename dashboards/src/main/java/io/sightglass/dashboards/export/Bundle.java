package io.sightglass.dashboards.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.Text;
import io.sightglass.dashboards.builtin.Dashboards;
import io.sightglass.dashboards.builtin.Rules;
import io.sightglass.dashboards.builtin.Thresholds;
import io.sightglass.dashboards.grafana.DashboardBuilder;
import io.sightglass.dashboards.kubernetes.Manifests;
import io.sightglass.dashboards.kubernetes.ScrapeAccess;
import io.sightglass.dashboards.rules.RuleGroup;
import io.sightglass.registry.tag.ScrapeLimits;

import static io.sightglass.dashboards.Text.map;

/**
 * Every file that we ship, by its path.
 */
public final class Bundle {

	private static final String DATASOURCE = "prometheus";

	private final Options options;

	private final ScrapeAccess access;

	private final List<RuleGroup> rules;

	/**
	 * The files of one user.
	 * @param options what differs between users
	 * @param thresholds the numbers that the alerts compare with
	 */
	public Bundle(Options options, Thresholds thresholds) {
		this(options, thresholds, ScrapeAccess.OPEN);
	}

	/**
	 * The files of one user whose actuators are secured.
	 * @param options what differs between users
	 * @param thresholds the numbers that the alerts compare with
	 * @param access how Prometheus reaches the actuators
	 */
	public Bundle(Options options, Thresholds thresholds, ScrapeAccess access) {
		this.options = options;
		this.access = access;
		this.rules = Rules.all(thresholds);
	}

	/**
	 * All files.
	 * @return texts by path
	 */
	public Map<String, String> files() {
		Map<String, String> files = new TreeMap<>(dashboards());
		files.putAll(rules());
		files.put("grafana/provisioning/dashboards.yml", Text.yaml(dashboardProvider()));
		files.put("grafana/provisioning/datasources.yml", Text.yaml(datasource()));
		files.put("prometheus/prometheus.yml", Text.yaml(scrape()));
		files.put("kubernetes/service-monitor.yaml", Text.yaml(Manifests.serviceMonitor(this.access)));
		files.put("kubernetes/pod-monitor.yaml", Text.yaml(Manifests.podMonitor(this.access)));
		files.put("kubernetes/prometheus-rule.yaml",
				Text.yaml(Manifests.prometheusRule(RuleGroup.file(this.rules, this.options))));
		Dashboards.all()
			.forEach((dashboard) -> files.put("kubernetes/dashboards/" + dashboard.uid() + ".yaml",
					Text.yaml(Manifests.configMap(dashboard.uid(), dashboard.json(this.options)))));
		return files;
	}

	/**
	 * The dashboards alone.
	 * @return their JSON by path, such as {@code grafana/llm.json}
	 */
	public Map<String, String> dashboards() {
		Map<String, String> files = new TreeMap<>();
		for (DashboardBuilder dashboard : Dashboards.all()) {
			files.put("grafana/" + dashboard.uid().replaceFirst("^sightglass-", "") + ".json",
					dashboard.json(this.options));
		}
		return files;
	}

	/**
	 * The files of rules alone, as Prometheus reads them.
	 * @return their YAML by path, such as {@code prometheus/rules/llm.yml}
	 */
	public Map<String, String> rules() {
		Map<String, String> files = new TreeMap<>();
		for (RuleGroup group : this.rules) {
			files.put("prometheus/rules/" + group.family() + ".yml",
					Text.yaml(RuleGroup.file(List.of(group), this.options)));
		}
		return files;
	}

	/**
	 * The page that the alerts lead to, to be published by the user.
	 * @return the page in Markdown
	 * @throws IOException if it cannot be read
	 */
	public static String runbooks() throws IOException {
		try (InputStream page = Bundle.class.getResourceAsStream("/META-INF/sightglass/runbooks.md")) {
			if (page == null) {
				throw new IOException("The runbook is not in this jar");
			}
			return new String(page.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private Map<String, Object> dashboardProvider() {
		return map("apiVersion", 1, "providers",
				List.of(map("name", "sightglass", "folder", "Sightglass", "type", "file", "disableDeletion", true,
						"updateIntervalSeconds", 30, "allowUiUpdates", false, "options",
						map("path", "/etc/grafana/dashboards/sightglass", "foldersFromFilesStructure", false))));
	}

	// timeInterval is the scrape interval: Grafana computes $__rate_interval from it.
	private Map<String, Object> datasource() {
		String uid = this.options.datasourceUid();
		return map("apiVersion", 1, "datasources",
				List.of(map("name", "Prometheus", "uid", (uid != null) ? uid : DATASOURCE, "type", "prometheus",
						"access", "proxy", "url", "http://prometheus:9090", "isDefault", true, "jsonData",
						map("httpMethod", "POST", "timeInterval", "15s"))));
	}

	private Map<String, Object> scrape() {
		Map<String, Object> job = map("job_name", "shop", "metrics_path", "/actuator/prometheus", "sample_limit",
				ScrapeLimits.PROMETHEUS_SAMPLES, "label_limit", ScrapeLimits.PROMETHEUS_LABELS,
				"label_name_length_limit", ScrapeLimits.PROMETHEUS_LABEL_NAME, "label_value_length_limit",
				ScrapeLimits.PROMETHEUS_LABEL_VALUE);
		job.putAll(this.access.prometheus());
		job.put("static_configs", List.of(map("targets", List.of("localhost:8080"))));
		return map("global", map("scrape_interval", "15s", "scrape_timeout", "10s", "evaluation_interval", "15s"),
				"rule_files", List.of("rules/*.yml"), "scrape_configs", List.of(job));
	}

}
