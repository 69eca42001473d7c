package io.sightglass.dashboards.grafana;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.builtin.Thresholds;
import io.sightglass.dashboards.export.Bundle;
import io.sightglass.dashboards.query.Labels;
import io.sightglass.meters.llm.LlmConventions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Grafana's provisioning files: of the right shape, and every uid and path that one file
 * names is in another.
 */
class ProvisioningTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final YAMLMapper YAML = YAMLMapper.builder().build();

	private final Map<String, String> files = new Bundle(Options.DEFAULT, Thresholds.STANDARD).files();

	@Test
	void bothFilesHaveTheShapeThatGrafanaReads() throws IOException {
		assertThat(errors("dashboards", file("provisioning/dashboards.yml"))).isEmpty();
		assertThat(errors("datasources", file("provisioning/datasources.yml"))).isEmpty();
	}

	@Test
	void aMisspeltKeyIsFound() throws IOException {
		assertThat(
				errors("dashboards", file("provisioning/dashboards.yml").replace("disableDeletion", "disableDelete")))
			.isNotEmpty();
		assertThat(errors("datasources", file("provisioning/datasources.yml").replace("timeInterval", "interval")))
			.isNotEmpty();
	}

	@Test
	void theDataSourceThatTheDashboardsNameIsTheOneProvisioned() {
		Options options = new Options("", Labels.DEFAULT, "prod", Options.UNKNOWN_RUNBOOKS, LlmConventions.SIGHTGLASS,
				false);
		Map<String, String> named = new Bundle(options, Thresholds.STANDARD).files();
		assertThat(YAML.readTree(named.get("grafana/provisioning/datasources.yml")).at("/datasources/0/uid").asString())
			.isEqualTo("prod");
		dashboards(named).forEach((json) -> assertThat(json.findParents("datasource")).allSatisfy((parent) -> {
			JsonNode uid = parent.path("datasource").path("uid");
			assertThat(uid.asString()).isIn("prod", "-- Grafana --");
		}));
	}

	// The interval from which Grafana computes $__rate_interval is the one that we scrape
	// with.
	@Test
	void theDataSourceKnowsTheScrapeInterval() {
		JsonNode source = YAML.readTree(this.files.get("grafana/provisioning/datasources.yml")).at("/datasources/0");
		JsonNode scrape = YAML.readTree(this.files.get("prometheus/prometheus.yml"));
		JsonNode monitor = YAML.readTree(this.files.get("kubernetes/service-monitor.yaml"));
		assertThat(source.at("/jsonData/timeInterval").asString())
			.isEqualTo(scrape.at("/global/scrape_interval").asString())
			.isEqualTo(monitor.at("/spec/endpoints/0/interval").asString());
	}

	@Test
	void everyDashboardHasItsOwnUidAndEveryLinkLeadsToOne() {
		Set<String> uids = new HashSet<>();
		List<JsonNode> dashboards = dashboards(this.files);
		dashboards.forEach((json) -> {
			assertThat(json.path("uid").asString()).matches("[a-zA-Z0-9_-]{8,40}");
			assertThat(uids.add(json.path("uid").asString())).as(json.path("uid").asString()).isTrue();
			assertThat(json.path("id").isMissingNode() || json.path("id").isNull()).isTrue();
		});
		for (JsonNode json : dashboards) {
			json.findValuesAsString("url")
				.stream()
				.filter((url) -> url.startsWith("/d/"))
				.forEach((url) -> assertThat(uids).contains(url.split("[/?]")[2]));
		}
		assertThat(dashboards.toString()).contains("/d/sightglass-llm");
	}

	// Who copies the files there by the documentation finds them in Grafana.
	@Test
	void theDocumentationNamesThePathOfTheProvider() throws IOException {
		String path = YAML.readTree(this.files.get("grafana/provisioning/dashboards.yml"))
			.at("/providers/0/options/path")
			.asString();
		assertThat(Files.readString(Path.of("../docs/dashboards.md"))).contains(path);
	}

	private static List<JsonNode> dashboards(Map<String, String> files) {
		return files.entrySet()
			.stream()
			.filter((file) -> file.getKey().matches("grafana/[^/]+\\.json"))
			.map((file) -> JSON.readTree(file.getValue()))
			.toList();
	}

	private static String file(String name) throws IOException {
		return Files.readString(Path.of("grafana").resolve(name));
	}

	private static List<Error> errors(String kind, String yaml) throws IOException {
		try (InputStream in = ProvisioningTests.class.getResourceAsStream("/grafana/provisioning.schema.json")) {
			ObjectNode schema = (ObjectNode) JSON.readTree(Objects.requireNonNull(in));
			schema.put("$ref", "#/definitions/" + kind);
			return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
				.getSchema(schema.toString(), InputFormat.JSON)
				.validate(YAML.readTree(yaml).toString(), InputFormat.JSON);
		}
	}

}
