package io.sightglass.dashboards.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.builtin.Dashboards;
import io.sightglass.dashboards.builtin.Rules;
import io.sightglass.dashboards.builtin.Thresholds;
import io.sightglass.dashboards.check.Choice;
import io.sightglass.dashboards.check.DashboardCheck;
import io.sightglass.dashboards.check.Finding;
import io.sightglass.dashboards.check.PrometheusClient;
import io.sightglass.dashboards.grafana.DashboardBuilder;
import io.sightglass.dashboards.rules.Recording;
import io.sightglass.dashboards.rules.RuleGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every query and every rule, on a real Prometheus that scrapes three instances.
 */
class LivePrometheusTests {

	private static final Path RULES = Path.of("prometheus/rules");

	private static final String RATES = "5s";

	@TempDir
	private static Path directory;

	private static Targets targets;

	private static LocalPrometheus prometheus;

	@BeforeAll
	static void scrape() throws IOException {
		targets = Targets.synthetic(Map.of());
		prometheus = LocalPrometheus.start(new ScrapeConfig(targets.addresses()).rules(RULES).writeTo(directory),
				directory, "--storage.tsdb.path=" + directory.resolve("tsdb"));
		PrometheusClient client = prometheus.client();
		LocalPrometheus.await("six scrapes of each instance",
				() -> client.query("count_over_time(up[1m]) >= 8").size() == Targets.COUNT);
	}

	@AfterAll
	static void stop() {
		if (prometheus != null) {
			prometheus.close();
		}
		if (targets != null) {
			targets.close();
		}
	}

	@Test
	void everyTargetIsUp() throws IOException {
		assertThat(prometheus.client().query("up == 1")).hasSize(Targets.COUNT);
	}

	@Test
	void everyQueryAnswersForAllInstances() throws IOException {
		assertThat(findings(prometheus.client(), Choice.all(RATES))).isEmpty();
	}

	@Test
	void everyQueryAnswersForOneInstance() throws IOException {
		Choice one = Choice.all(RATES).with("shop", targets.addresses().get(1).replace(".", "\\\\."));
		assertThat(findings(prometheus.client(), one)).isEmpty();
	}

	@Test
	void everyRecordingRuleYields() throws IOException {
		List<String> silent = new ArrayList<>();
		for (RuleGroup group : Rules.all(Thresholds.STANDARD)) {
			for (Recording recording : group.recordings()) {
				String name = recording.in(Options.DEFAULT.rules());
				if (prometheus.client().query("{__name__=\"" + name + "\"}").isEmpty()) {
					silent.add(name);
				}
			}
		}
		assertThat(silent).isEmpty();
	}

	@Test
	void noRuleHasAnError() throws IOException {
		List<String> wrong = new ArrayList<>();
		int rules = 0;
		for (JsonNode group : prometheus.client().get("rules").path("groups")) {
			for (JsonNode rule : group.path("rules")) {
				rules++;
				if (!rule.path("health").asString().equals("ok") || rule.toString().contains("error expanding")) {
					wrong.add(rule.path("name").asString() + ": " + rule.path("lastError").asString(""));
				}
			}
		}
		assertThat(wrong).isEmpty();
		assertThat(rules).isEqualTo(Rules.all(Thresholds.STANDARD)
			.stream()
			.mapToInt((group) -> group.recordings().size() + group.alerts().size())
			.sum());
	}

	@Test
	void aRenamedMeterIsFoundWithItsPanels(@TempDir Path other) throws IOException {
		try (Targets renamed = Targets.synthetic(Map.of("llm.cost", "llm.price"));
				LocalPrometheus server = LocalPrometheus.start(new ScrapeConfig(renamed.addresses()).writeTo(other),
						other, "--storage.tsdb.path=" + other.resolve("tsdb"))) {
			LocalPrometheus.await("scrapes", () -> server.client().query("count_over_time(up[1m]) >= 8").size() == 3);
			List<Finding> findings = findings(server.client(), Choice.all(RATES));
			assertThat(findings).extracting(Finding::panel)
				.containsExactlyInAnyOrder("LLM spend, 24 h", "Spent, 24 h", "Of the daily budget",
						"Spend a day at this rate", "Cost by model, 24 h");
			assertThat(findings).allSatisfy(
					(finding) -> assertThat(finding.reason()).contains("llm_cost_usd_total").contains("renamed"));
		}
	}

	static List<Finding> findings(PrometheusClient client, Choice choice) throws IOException {
		DashboardCheck check = new DashboardCheck(client, Options.DEFAULT, choice);
		List<Finding> findings = new ArrayList<>();
		for (DashboardBuilder dashboard : Dashboards.all()) {
			findings.addAll(check.check(dashboard));
		}
		return findings;
	}

}
