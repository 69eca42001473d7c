package io.sightglass.dashboards.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.builtin.Rules;
import io.sightglass.dashboards.builtin.Thresholds;
import io.sightglass.dashboards.check.Choice;
import io.sightglass.dashboards.check.Finding;
import io.sightglass.dashboards.check.PrometheusClient;
import io.sightglass.dashboards.rules.Recording;
import io.sightglass.dashboards.rules.RuleGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Three real instances of the sample application with its load: no panel is empty, no
 * recording rule is silent. Three applications want more than two busy cores, so it runs
 * when asked: {@code mvn -pl dashboards -am package -Dsightglass.sample-live=true}.
 */
@EnabledIfSystemProperty(named = "sightglass.sample-live", matches = "true",
		disabledReason = "three applications at once: -Dsightglass.sample-live=true")
class LiveSampleTests {

	private static final Path JAR = Path.of(System.getProperty("sightglass.sample-jar", "none"));

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private static final String RATES = "30s";

	// The sample application folds nothing, loses no metric and answers without 5xx.
	private static final Set<String> NOTHING_HAPPENED = Set.of("Folded by meter and tag", "Failures by family",
			"Folded, 24 h", "Errors by path");

	@TempDir
	private static Path directory;

	private static Targets targets;

	private static LocalPrometheus prometheus;

	@BeforeAll
	static void scrape() throws IOException {
		assumeTrue(Files.isRegularFile(JAR), () -> "Skipped: " + JAR + " is not built. Run: mvn package");
		targets = SampleApplication.targets(JAR, directory.resolve("logs"));
		prometheus = LocalPrometheus.start(
				new ScrapeConfig(targets.addresses()).rules(Path.of("prometheus/rules")).writeTo(directory), directory,
				"--storage.tsdb.path=" + directory.resolve("tsdb"));
		PrometheusClient client = prometheus.client();
		LocalPrometheus.await("scrapes of each instance", PATIENCE,
				() -> client.query("sum_over_time(up[1m]) >= 8").size() == Targets.COUNT);
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
	void everyQueryAnswersForAllInstances() {
		empty(() -> findings(Choice.all(RATES)));
	}

	@Test
	void everyQueryAnswersForOneInstance() {
		Choice one = Choice.all(RATES).with("shop", targets.addresses().get(1).replace(".", "\\\\."));
		empty(() -> findings(one));
	}

	@Test
	void everyRecordingRuleYields() {
		empty(() -> {
			List<String> silent = new ArrayList<>();
			for (RuleGroup group : Rules.all(Thresholds.STANDARD)) {
				for (Recording recording : group.recordings()) {
					String name = recording.in(Options.DEFAULT.rules());
					if (prometheus.client().query("{__name__=\"" + name + "\"}").isEmpty()) {
						silent.add(name);
					}
				}
			}
			return silent;
		});
	}

	@Test
	void noRuleHasAnError() {
		empty(() -> {
			List<String> wrong = new ArrayList<>();
			for (JsonNode group : prometheus.client().get("rules").path("groups")) {
				for (JsonNode rule : group.path("rules")) {
					if (!rule.path("health").asString().equals("ok") || rule.toString().contains("error expanding")) {
						wrong.add(rule.path("name").asString() + ": " + rule.path("lastError").asString(""));
					}
				}
			}
			return wrong;
		});
	}

	private static List<Finding> findings(Choice choice) throws IOException {
		return LivePrometheusTests.findings(prometheus.client(), choice)
			.stream()
			.filter((finding) -> !NOTHING_HAPPENED.contains(finding.panel()))
			.toList();
	}

	// What is still missing in the end is the message.
	private static void empty(Gaps gaps) {
		List<Object> last = new ArrayList<>();
		try {
			LocalPrometheus.await("no gaps", PATIENCE, () -> {
				List<?> found = gaps.find();
				last.clear();
				last.addAll(found);
				return found.isEmpty();
			});
		}
		catch (AssertionError ex) {
			assertThat(last).isEmpty();
			throw ex;
		}
	}

	/** What should be there and is not. */
	@FunctionalInterface
	private interface Gaps {

		List<?> find() throws IOException;

	}

}
