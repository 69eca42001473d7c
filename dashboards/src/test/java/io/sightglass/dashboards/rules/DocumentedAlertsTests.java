package io.sightglass.dashboards.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.sightglass.dashboards.tool.Promtool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The alerts in docs/llm.md, as a reader copies them.
 */
class DocumentedAlertsTests {

	private static final Pattern ALERTS = Pattern.compile("```yaml\\n(- alert:.*?)```", Pattern.DOTALL);

	private static final String CASE = """
			rule_files: [alerts.yml]
			evaluation_interval: 5m
			tests:
			  - interval: 5m
			    input_series:
			      - {series: 'llm_cost_usd_total{instance="a"}', values: '0+%s'}
			      - {series: 'llm_cost_usd_total{instance="b"}', values: '0+0.08x300'}
			      - {series: 'llm_budget_limit_usd{window="day", instance="a"}', values: '50+0x300'}
			      - {series: 'llm_budget_limit_usd{window="day", instance="b"}', values: '50+0x300'}
			      - {series: 'llm_unpriced_tokens_total{provider="p", model="m"}', values: '_x286 %s'}
			    promql_expr_test:
			      - {expr: 'count by (alertname) (ALERTS{alertstate="firing"})', eval_time: 1440m, exp_samples: [%s]}
			""";

	@TempDir
	private Path directory;

	@Test
	void fireWhenTheBudgetOfAllInstancesIsNearlySpentAndAModelHasNoPrice() throws IOException {
		check("0.08x300", "100x10", List.of("{labels: '{alertname=\"LlmDailyBudget\"}', value: 1}",
				"{labels: '{alertname=\"LlmModelWithoutPrice\"}', value: 1}"));
	}

	@Test
	void areSilentWhenThereIsMoneyLeftAndEachModelHasItsPrice() throws IOException {
		check("0.05x300", "_x10", List.of());
	}

	private void check(String spent, String unpriced, List<String> firing) throws IOException {
		List<String> alerts = ALERTS.matcher(Files.readString(Path.of("../docs/llm.md")))
			.results()
			.map((MatchResult block) -> block.group(1).indent(6))
			.toList();
		assertThat(alerts).isNotEmpty();
		Path rules = this.directory.resolve("alerts.yml");
		Files.writeString(rules, "groups:\n  - name: documented\n    rules:\n" + String.join("", alerts));
		Promtool.run("check", "rules", rules.toString());
		Path test = this.directory.resolve("test.yml");
		Files.writeString(test, CASE.formatted(spent, unpriced, String.join(", ", firing)));
		assertThat(Promtool.run("test", "rules", test.toString())).contains("SUCCESS");
	}

}
