package io.sightglass.dashboards.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.sightglass.dashboards.Text;

import static io.sightglass.dashboards.Text.map;

/**
 * A configuration that scrapes each second.
 */
final class ScrapeConfig {

	private final Map<String, Object> config = map("global",
			map("scrape_interval", "1s", "scrape_timeout", "900ms", "external_labels", map("replica", "a")));

	ScrapeConfig(List<String> targets) {
		this.config.put("scrape_configs", List.of(map("job_name", "shop", "metrics_path", "/actuator/prometheus",
				"static_configs", List.of(map("targets", targets, "labels", map("cluster", "test"))))));
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
