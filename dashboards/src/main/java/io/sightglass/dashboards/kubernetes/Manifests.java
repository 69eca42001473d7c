package io.sightglass.dashboards.kubernetes;

import java.util.List;
import java.util.Map;

import io.sightglass.registry.tag.ScrapeLimits;

import static io.sightglass.dashboards.Text.map;

/**
 * Resources of the Prometheus operator, and ConfigMaps that Grafana's sidecar picks up.
 */
public final class Manifests {

	private static final String GROUP = "monitoring.coreos.com/v1";

	private static final String APPLICATION = "app.kubernetes.io/name";

	private Manifests() {
	}

	/**
	 * Scrapes applications behind a Service.
	 * @param access how their actuators are reached
	 * @return a ServiceMonitor
	 */
	public static Map<String, Object> serviceMonitor(ScrapeAccess access) {
		return map("apiVersion", GROUP, "kind", "ServiceMonitor", "metadata", metadata("sightglass", Map.of()), "spec",
				limited(map("jobLabel", APPLICATION, "selector", selector(), "endpoints", List.of(endpoint(access)))));
	}

	/**
	 * Scrapes applications without a Service.
	 * @param access how their actuators are reached
	 * @return a PodMonitor
	 */
	public static Map<String, Object> podMonitor(ScrapeAccess access) {
		return map("apiVersion", GROUP, "kind", "PodMonitor", "metadata", metadata("sightglass", Map.of()), "spec",
				limited(map("jobLabel", APPLICATION, "selector", selector(), "podMetricsEndpoints",
						List.of(endpoint(access)))));
	}

	/**
	 * The rules as a resource.
	 * @param groups the content of the rules' files, which share a shape
	 * @return a PrometheusRule
	 */
	public static Map<String, Object> prometheusRule(Map<String, Object> groups) {
		return map("apiVersion", GROUP, "kind", "PrometheusRule", "metadata", metadata("sightglass", Map.of()), "spec",
				groups);
	}

	/**
	 * A dashboard where Grafana's sidecar finds it.
	 * @param uid the dashboard's uid
	 * @param json the dashboard
	 * @return a ConfigMap
	 */
	public static Map<String, Object> configMap(String uid, String json) {
		Map<String, Object> metadata = metadata(uid, Map.of("grafana_dashboard", "1"));
		metadata.put("annotations", map("grafana_folder", "Sightglass"));
		return map("apiVersion", "v1", "kind", "ConfigMap", "metadata", metadata, "data", map(uid + ".json", json));
	}

	// kube-prometheus-stack ignores monitors and rules without its release's label.
	private static Map<String, Object> metadata(String name, Map<String, String> labels) {
		Map<String, Object> all = map("app.kubernetes.io/part-of", "sightglass", "release", "kube-prometheus-stack");
		all.putAll(labels);
		return map("name", name, "labels", all);
	}

	private static Map<String, Object> selector() {
		return map("matchLabels", map("sightglass", "enabled"));
	}

	private static Map<String, Object> endpoint(ScrapeAccess access) {
		Map<String, Object> endpoint = map("port", "http", "path", "/actuator/prometheus", "interval", "15s",
				"scrapeTimeout", "10s");
		endpoint.putAll(access.monitor());
		return endpoint;
	}

	private static Map<String, Object> limited(Map<String, Object> spec) {
		spec.put("sampleLimit", ScrapeLimits.PROMETHEUS_SAMPLES);
		spec.put("labelLimit", ScrapeLimits.PROMETHEUS_LABELS);
		spec.put("labelNameLengthLimit", ScrapeLimits.PROMETHEUS_LABEL_NAME);
		spec.put("labelValueLengthLimit", ScrapeLimits.PROMETHEUS_LABEL_VALUE);
		spec.put("bodySizeLimit", ScrapeAccess.BODY_SIZE_LIMIT);
		return spec;
	}

}
