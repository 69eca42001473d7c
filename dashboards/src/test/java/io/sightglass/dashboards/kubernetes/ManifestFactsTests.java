package io.sightglass.dashboards.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.sightglass.dashboards.tool.Promtool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a cluster refuses although the fields are right: names, labels, sizes, durations,
 * and rules that Prometheus does not take.
 */
class ManifestFactsTests {

	private static final String DNS = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

	private static final String LABEL_KEY = "([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

	private static final String LABEL_VALUE = "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?";

	private static final String DURATION = "(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?";

	private static final int LARGEST = 1024 * 1024;

	private static final YAMLMapper YAML = YAMLMapper.builder().build();

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@Test
	void namesAndLabelsAreWhatAClusterTakes() throws IOException {
		Set<String> names = new HashSet<>();
		for (JsonNode manifest : manifests()) {
			JsonNode metadata = manifest.path("metadata");
			assertThat(metadata.path("name").asString()).matches(DNS);
			assertThat(names.add(manifest.path("kind").asString() + metadata.path("name").asString())).isTrue();
			metadata.path("labels").properties().forEach((label) -> {
				assertThat(label.getKey()).matches(LABEL_KEY);
				assertThat(label.getValue().isString()).as(label.getKey()).isTrue();
				assertThat(label.getValue().asString()).matches(LABEL_VALUE);
			});
		}
	}

	@Test
	void durationsAreWhatTheOperatorTakes() throws IOException {
		int found = 0;
		for (JsonNode manifest : manifests()) {
			for (String key : List.of("interval", "scrapeTimeout", "for")) {
				for (String duration : manifest.path("spec").findValuesAsString(key)) {
					assertThat(duration).matches(DURATION).isNotEmpty();
					found++;
				}
			}
		}
		assertThat(found).isGreaterThan(20);
	}

	@Test
	void aDashboardInItsMapIsTheCommittedOneAndFits() throws IOException {
		int maps = 0;
		for (JsonNode manifest : manifests()) {
			if (manifest.path("kind").asString().equals("ConfigMap")) {
				maps++;
				assertThat(manifest.at("/metadata/labels/grafana_dashboard").asString()).isEqualTo("1");
				manifest.path("data").properties().forEach((entry) -> {
					String uid = JSON.readTree(entry.getValue().asString()).path("uid").asString();
					assertThat(entry.getKey()).matches("[-._a-zA-Z0-9]+").isEqualTo(uid + ".json");
					assertThat(entry.getValue().asString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST);
					assertThat(Path.of("grafana", uid.replaceFirst("^sightglass-", "") + ".json")).content()
						.isEqualTo(entry.getValue().asString());
				});
			}
		}
		assertThat(maps).isGreaterThanOrEqualTo(8);
	}

	@Test
	void theRulesOfTheResourceAreRulesForPrometheus(@TempDir Path directory) throws IOException {
		JsonNode resource = YAML.readTree(Files.readString(Path.of("kubernetes/prometheus-rule.yaml")));
		Path rules = Files.writeString(directory.resolve("rules.yml"), YAML.writeValueAsString(resource.path("spec")));
		assertThat(Promtool.run("check", "rules", "--lint=all", "--lint-fatal", rules.toString())).contains("SUCCESS");
	}

	private static List<JsonNode> manifests() throws IOException {
		try (Stream<Path> found = Files.walk(Path.of("kubernetes"))) {
			return found.filter((file) -> file.toString().endsWith(".yaml")).map(ManifestFactsTests::read).toList();
		}
	}

	private static JsonNode read(Path file) {
		return YAML.readTree(file);
	}

}
