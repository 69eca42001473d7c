package io.sightglass.dashboards.grafana;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.query.Labels;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.meters.http.HttpMeter;
import io.sightglass.meters.llm.LlmConventions;
import io.sightglass.meters.llm.LlmMeter;
import org.junit.jupiter.api.Test;

import static io.sightglass.dashboards.grafana.Panel.panel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a user's own dashboard gets.
 */
class DashboardBuilderTests {

	private static String json(Options options, Panel panel) {
		return DashboardBuilder.dashboard("mine", "Mine").row("Row", panel).json(options);
	}

	@Test
	void aPanelOnAMeterIsOneLine() {
		assertThat(json(Options.DEFAULT, panel(LlmMeter.COST).ratePer("provider"))).contains(
				"sum by (provider) (rate(llm_cost_usd_total{cluster=~\\\"$cluster\\\", job=~\\\"$job\\\", instance=~\\\"$instance\\\"}[$__rate_interval]))")
			.contains("\"legendFormat\" : \"{{provider}}\"");
	}

	@Test
	void aFixedDatasourceLeavesNoVariable() {
		String json = json(
				new Options("shop", Labels.DEFAULT, "prod", Options.UNKNOWN_RUNBOOKS, LlmConventions.SIGHTGLASS, false),
				panel(LlmMeter.COST).ratePer());
		assertThat(json).contains("\"uid\" : \"prod\"", "shop_llm_cost_usd_total").doesNotContain("${datasource}");
	}

	@Test
	void aBarGaugeShowsTheLastValuesAndNotTheirHistory() {
		assertThat(json(Options.DEFAULT, panel(LlmMeter.COST).ratePer("model").barGauge()))
			.contains("\"type\" : \"bargauge\"", "\"orientation\" : \"horizontal\"", "\"lastNotNull\"");
	}

	@Test
	void aMetricIsNarrowedByAPatternOfALabelThatItHas() {
		assertThat(json(Options.DEFAULT,
				panel(LlmMeter.COST).query("gpt", Metric.of(LlmMeter.COST).whereLike("model", "gpt-.*").ratePer())))
			.contains("model=~\\\"gpt-.*\\\"");
		assertThatIllegalArgumentException().isThrownBy(() -> Metric.of(LlmMeter.COST).whereLike("modle", ".*"))
			.withMessageContaining("modle");
	}

	@Test
	void refusesALabelThatTheMeterDoesNotHave() {
		assertThatIllegalArgumentException().isThrownBy(() -> panel(LlmMeter.COST).ratePer("modle"))
			.withMessageContaining("llm.cost")
			.withMessageContaining("modle");
	}

	@Test
	void refusesARateOfAGaugeAndAQuantileOfACounter() {
		assertThatIllegalArgumentException().isThrownBy(() -> panel(LlmMeter.ACTIVE).ratePer());
		assertThatIllegalArgumentException().isThrownBy(() -> panel(HttpMeter.REQUESTS).quantileOrMeanPer(0.9));
		assertThatIllegalArgumentException().isThrownBy(() -> panel(HttpMeter.REQUESTS).sumPer());
	}

	@Test
	void refusesAUidThatGrafanaWouldRefuse() {
		assertThatIllegalArgumentException().isThrownBy(() -> DashboardBuilder.dashboard("my board", "Mine"));
	}

}
