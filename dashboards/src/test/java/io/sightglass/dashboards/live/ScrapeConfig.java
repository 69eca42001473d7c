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

	private final Map<String, Object> config = map("global",
			map("scrape_interval", "1s", "scrape_timeout", "1s", "external_labels", map("replica", "a")));

	ScrapeConfig(List<String> targets) {
		this(Map.of("shop", targets));
	}

	ScrapeConfig(Map<String, List<String>> targetsByJob) {
		List<Object> jobs = new ArrayList<>();
		targetsByJob.forEach((job, targets) -> jobs.add(map("job_name", job, "metrics_path", "/actuator/prometheus",
				"static_configs", List.of(map("targets", targets, "labels", map("cluster", "test"))))));
		this.config.put("scrape_configs", jobs);
	}

	ScrapeConfig rules(Path directory) {
		@SuppressWarnings("unchecked")
		Map<String, Object> global = (Map<String, Object>) this.config.get("global");
		global.put("evaluation_interval", "1s");
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
