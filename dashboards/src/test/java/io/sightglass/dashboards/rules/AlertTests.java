package io.sightglass.dashboards.rules;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.Text;
import io.sightglass.dashboards.builtin.Rules;
import io.sightglass.dashboards.builtin.Thresholds;
import io.sightglass.dashboards.tool.Promtool;
import io.sightglass.meters.llm.LlmConventions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.sightglass.dashboards.Text.map;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each alert fires in its bad case and is silent in its good one, by promtool.
 */
class AlertTests {

	private static final String A_DAY = "1440m";

	private static final Path RULES = Path.of("prometheus/rules");

	@Test
	void everyAlertHasABadAndAGoodCase() {
		List<String> bad = AlertCases.all().stream().flatMap((one) -> one.firing().stream()).toList();
		List<String> good = AlertCases.all()
			.stream()
			.filter((one) -> one.firing().isEmpty())
			.map((one) -> one.name().substring("good: ".length()))
			.toList();
		for (RuleGroup group : Rules.all(Thresholds.STANDARD)) {
			for (Alert alert : group.alerts()) {
				String name = alert.name().substring("Sightglass".length());
				assertThat(bad).as("bad cases").contains(name);
				assertThat(good).as("good cases").contains(name);
			}
		}
	}

	@Test
	void eachAlertFiresInItsBadCaseAndIsSilentInItsGoodCase(@TempDir Path directory) throws IOException {
		List<AlertCase> cases = AlertCases.all();
		promtool(directory, ruleFiles(), "1m", cases.stream().filter((one) -> !one.at().equals(A_DAY)));
		// A day of minutes through every rule would take a minute; money is in one file.
		promtool(directory, List.of(RULES.resolve("llm.yml").toAbsolutePath().toString()), "5m",
				cases.stream().filter((one) -> one.at().equals(A_DAY)));
	}

	@Test
	void noAlertIsMovedByRestartsOrBySeriesThatComeAndGo(@TempDir Path directory) throws IOException {
		List<AlertCase> troubled = AlertCases.all().stream().flatMap(Troubles::of).toList();
		for (String trouble : List.of("restart", "appear late", "goes away")) {
			assertThat(troubled).as(trouble).filteredOn((one) -> one.name().contains(trouble)).hasSizeGreaterThan(30);
		}
		// Only the rules that read a case's series: all of them would take a minute.
		for (String file : ruleFiles()) {
			String rules = Files.readString(Path.of(file));
			List<AlertCase> theirs = troubled.stream().filter((one) -> one.isReadBy(rules)).toList();
			promtool(directory, List.of(file), "1m", theirs.stream().filter((one) -> !one.at().equals(A_DAY)));
			promtool(directory, List.of(file), "5m", theirs.stream().filter((one) -> one.at().equals(A_DAY)));
		}
	}

	@Test
	void noAlertFiresWithoutASeries(@TempDir Path directory) throws IOException {
		promtool(directory, ruleFiles(), "1m", Stream.of(AlertCase.good("any", "120m", "up{} 1+0x130")));
	}

	@Test
	void theTextOfAnAlertHasItsLabels(@TempDir Path directory) throws IOException {
		promtoolTests(directory, ruleFiles(), "1m", List.of(templates()));
	}

	private static void promtool(Path directory, List<String> rules, String interval, Stream<AlertCase> cases)
			throws IOException {
		promtoolTests(directory, rules, interval, cases.map(AlertCase::test).toList());
	}

	private static void promtoolTests(Path directory, List<String> rules, String interval,
			List<Map<String, Object>> tests) throws IOException {
		Path file = Files.writeString(directory.resolve("case_test.yml"),
				Text.yaml(map("rule_files", rules, "evaluation_interval", interval, "tests", tests)));
		assertThat(Promtool.run("test", "rules", file.toString())).contains("SUCCESS");
	}

	// The text of an alert, once in full.
	private static Map<String, Object> templates() {
		return map("interval", "1m", "input_series",
				List.of(map("series",
						"transport_hop_health{cluster=\"c\", job=\"shop\", instance=\"a\", route=\"edge\", hop=\"db\"}",
						"values", "0+0x30")),
				"alert_rule_test",
				List.of(map("alertname", "SightglassRouteNodeDown", "eval_time", "10m", "exp_alerts",
						List.of(map("exp_labels",
								map("severity", "critical", "family", "transport", "cluster", "c", "job", "shop",
										"route", "edge", "hop", "db"),
								"exp_annotations",
								map("summary", "A node of a route is down.", "description",
										"db on the route edge of shop is down.", "runbook_url",
										Options.UNKNOWN_RUNBOOKS + "#sightglassroutenodedown"))))));
	}

	@Test
	void theCommittedRulesPassPromtoolsLint() throws IOException {
		List<String> arguments = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
		arguments.addAll(ruleFiles());
		assertThat(Promtool.run(arguments.toArray(String[]::new))).contains("SUCCESS");
	}

	@Test
	void theScrapeConfigurationIsValid() throws IOException {
		Promtool.run("check", "config", "prometheus/prometheus.yml");
	}

	@Test
	void everyRunbookUrlIsAbsoluteAndItsAnchorIsInTheRunbook() throws IOException {
		Set<String> anchors = Files.readAllLines(Path.of("../docs/runbooks.md"))
			.stream()
			.filter((line) -> line.startsWith("## "))
			.map(AlertTests::anchor)
			.collect(Collectors.toSet());
		Matcher urls = Pattern.compile("runbook_url: \"?([^\"\\s]+)")
			.matcher(Text.yaml(RuleGroup.file(Rules.all(Thresholds.STANDARD), Options.DEFAULT)));
		Set<String> used = new HashSet<>();
		while (urls.find()) {
			URI url = URI.create(urls.group(1));
			assertThat(url).hasScheme("https").hasHost("runbooks.example").hasNoQuery();
			used.add(url.getFragment());
		}
		// Each way: no page without its alert either.
		assertThat(used).isEqualTo(anchors);
	}

	// As GitHub, GitLab and most renderers make it.
	private static String anchor(String heading) {
		return heading.substring("## ".length())
			.toLowerCase(Locale.ROOT)
			.replaceAll("[^a-z0-9 -]", "")
			.replace(' ', '-');
	}

	@Test
	void aThresholdAndAJobLabelReachTheRules() {
		Options options = new Options("shop",
				new io.sightglass.dashboards.query.Labels("app", "region", "app=~\"shop.*\""), null, "https://wiki/r",
				LlmConventions.SIGHTGLASS, false);
		String rules = Text
			.yaml(RuleGroup.file(Rules.all(Thresholds.of(Map.of("transport.loss-ratio", 0.25))), options));
		assertThat(rules)
			.contains("max by (region, app, endpoint) (shop_transport_loss_ratio{app=~\\\"shop.*\\\"}) > 0.25")
			.contains("{{ $labels.app }}")
			.contains("https://wiki/r#sightglassroutenodedown")
			.doesNotContain("$job");
	}

	private static List<String> ruleFiles() throws IOException {
		try (Stream<Path> files = Files.list(RULES)) {
			return files.sorted(Comparator.naturalOrder()).map((file) -> file.toAbsolutePath().toString()).toList();
		}
	}

}
