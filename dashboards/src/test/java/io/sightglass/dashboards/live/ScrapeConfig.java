package io.sightglass.dashboards.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sightglass.dashboards.Text;

import static io.sightglass.dashboards.Text.map;

/**
 * A configuration that scrapes each second.
 */
final class ScrapeConfig {

	private final Map<String, Object> config = map("global", map("scrape_interval", "1s", "scrape_timeout", "1s"));

	private final List<Map<String, Object>> jobs = new ArrayList<>();

	ScrapeConfig(List<String> targets) {
		this(Map.of("shop", targets));
	}

	ScrapeConfig(Map<String, List<String>> targetsByJob) {
		targetsByJob
			.forEach((job, targets) -> this.jobs.add(map("job_name", job, "metrics_path", "/actuator/prometheus",
					"static_configs", List.of(map("targets", targets, "labels", map("cluster", "test"))))));
		this.config.put("scrape_configs", this.jobs);
		external("replica", "a");
	}

	ScrapeConfig external(String label, String value) {
		global().put("external_labels", map(label, value));
		return this;
	}

	ScrapeConfig beside(String job, String path, String target) {
		this.jobs.add(
				map("job_name", job, "metrics_path", path, "static_configs", List.of(map("targets", List.of(target)))));
		return this;
	}

	ScrapeConfig sampleLimit(int samples) {
		this.jobs.forEach((job) -> job.put("sample_limit", samples));
		return this;
	}

	// As docs/scale.md says.
	ScrapeConfig shard(int number, int of) {
		this.jobs.forEach((job) -> job.put("relabel_configs", List.of(
				map("source_labels", List.of("__address__"), "modulus", of, "target_label", "__tmp_shard", "action",
						"hashmod"),
				map("source_labels", List.of("__tmp_shard"), "regex", Integer.toString(number), "action", "keep"))));
		return this;
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> global() {
		return (Map<String, Object>) this.config.get("global");
	}

	ScrapeConfig rules(Path directory) {
		global().put("evaluation_interval", "1s");
		this.config.put("rule_files", List.of(directory.toAbsolutePath() + "/*.yml"));
		return this;
	}

	ScrapeConfig remoteWrite(String url) {
		this.config.put("remote_write", List.of(map("url", url)));
		return this;
	}

	Path writeTo(Path directory) throws IOException {
		return Files.writeString(directory.resolve("prometheus.yml"), Text.yaml(this.config));
	}

}
