package io.sightglass.dashboards.rules;

import java.util.List;

import static io.sightglass.dashboards.rules.AlertCase.bad;
import static io.sightglass.dashboards.rules.AlertCase.cases;
import static io.sightglass.dashboards.rules.AlertCase.good;

/**
 * Money, state and the metrics themselves.
 */
final class LlmAndStateCases {

	private LlmAndStateCases() {
	}

	static List<AlertCase> money() {
		return cases(
				bad("LlmBudgetNearlySpent", "1440m", "llm_cost_usd_total{model=\"m\"} 0+0.03x1500",
						"llm_budget_limit_usd{window=\"day\"} 50+0x1500"),
				// A restart in the middle of the day is not a refund.
				bad("LlmBudgetNearlySpent LlmBudgetSpent", "1440m",
						"llm_cost_usd_total{model=\"m\"} 0+0.05x700 0+0.05x800",
						"llm_budget_limit_usd{window=\"day\"} 50+0x1500"),
				good("LlmBudgetSpent", "1440m", "llm_cost_usd_total{model=\"m\"} 0+0.02x700 0+0.02x800",
						"llm_budget_limit_usd{window=\"day\"} 50+0x1500"),
				good("LlmBudgetNearlySpent", "1440m", "llm_cost_usd_total{model=\"m\"} 0+5x1500"),
				// The budget is the job's: what its instances spend adds up, their limits
				// do
				// not.
				bad("LlmBudgetNearlySpent LlmBudgetSpent", "1440m",
						"llm_cost_usd_total{instance=\"a\", model=\"m\"} 0+0.02x1500",
						"llm_cost_usd_total{instance=\"b\", model=\"m\"} 0+0.02x1500",
						"llm_budget_limit_usd{instance=\"a\", window=\"day\"} 50+0x1500",
						"llm_budget_limit_usd{instance=\"b\", window=\"day\"} 50+0x1500"),
				good("LlmBudgetSpent", "1440m", "llm_cost_usd_total{instance=\"a\", model=\"m\"} 0+0.012x1500",
						"llm_cost_usd_total{instance=\"b\", model=\"m\"} 0+0.012x1500",
						"llm_budget_limit_usd{instance=\"a\", window=\"day\"} 50+0x1500",
						"llm_budget_limit_usd{instance=\"b\", window=\"day\"} 50+0x1500"),
				// An instance is replaced at noon: what the old one spent stays spent.
				bad("LlmBudgetNearlySpent LlmBudgetSpent", "1440m",
						"llm_cost_usd_total{instance=\"a\", model=\"m\"} 0+0.04x700 stale",
						"llm_cost_usd_total{instance=\"b\", model=\"m\"} _x700 0+0.04x800",
						"llm_budget_limit_usd{instance=\"b\", window=\"day\"} 50+0x1500"),
				bad("LlmSpendsFast", "70m", "llm_cost_usd_total{model=\"m\"} 0+0.2x100",
						"llm_budget_limit_usd{window=\"day\"} 50+0x100"),
				bad("LlmSpendsFast", "70m", "llm_cost_usd_total{instance=\"a\", model=\"m\"} 0+0.06x100",
						"llm_cost_usd_total{instance=\"b\", model=\"m\"} 0+0.06x100",
						"llm_budget_limit_usd{instance=\"a\", window=\"day\"} 50+0x100",
						"llm_budget_limit_usd{instance=\"b\", window=\"day\"} 50+0x100"),
				good("LlmSpendsFast", "70m", "llm_cost_usd_total{model=\"m\"} 0+0.03x100",
						"llm_budget_limit_usd{window=\"day\"} 50+0x100"),
				bad("LlmModelUnpriced", "30m", "llm_unpriced_tokens_total{provider=\"p\", model=\"m\"} _x20 500+0x40"),
				bad("LlmModelUnpriced", "100m", "llm_unpriced_tokens_total{provider=\"p\", model=\"m\"} 0+10x120"),
				good("LlmModelUnpriced", "150m", "llm_unpriced_tokens_total{provider=\"p\", model=\"m\"} 500+0x200"),
				good("LlmModelUnpriced", "30m", "llm_tokens_total{provider=\"p\", model=\"m\"} 0+500x60"));
	}

	static List<AlertCase> state() {
		return cases(bad("ComponentDown", "10m", "health_status{component=\"db\"} 0+0x30"),
				good("ComponentDown", "10m", "health_status{component=\"db\"} 1+0x30",
						"health_status{component=\"cache\"} 0.5+0x30"),
				bad("NoLeader", "10m", "cluster_leader{role=\"r\", instance=\"a\"} 0+0x30",
						"cluster_leader{role=\"r\", instance=\"b\"} 0+0x30"),
				good("NoLeader", "10m", "cluster_leader{role=\"r\", instance=\"a\"} 1+0x30",
						"cluster_leader{role=\"r\", instance=\"b\"} 0+0x30"),
				bad("TwoLeaders", "10m", "cluster_leader{role=\"r\", instance=\"a\"} 1+0x30",
						"cluster_leader{role=\"r\", instance=\"b\"} 1+0x30"),
				good("TwoLeaders", "20m", "cluster_leader{role=\"r\", instance=\"a\"} 1+0x10 0+0x20",
						"cluster_leader{role=\"r\", instance=\"b\"} 0+0x10 1+0x20"),
				bad("InstancesMissing", "50m", "sightglass_series{instance=\"a\"} 900+0x60",
						"sightglass_series{instance=\"b\"} 900+0x20", "sightglass_series{instance=\"c\"} 900+0x20"),
				good("InstancesMissing", "50m", "sightglass_series{instance=\"a\"} 900+0x60",
						"sightglass_series{instance=\"b\"} 900+0x60", "sightglass_series{instance=\"c\"} 900+0x20"),
				bad("JobGone", "50m", "sightglass_series{} 900+0x20"),
				good("JobGone", "50m", "sightglass_series{} 900+0x20 _x3 900+0x50"),
				bad("BuildsDiffer", "70m", "build_info{instance=\"a\", version=\"1\"} 1+0x90",
						"build_info{instance=\"b\", version=\"2\"} 1+0x90"),
				good("BuildsDiffer", "70m", "build_info{instance=\"a\", version=\"1\"} 1+0x30 stale",
						"build_info{instance=\"a\", version=\"2\"} _x31 1+0x60",
						"build_info{instance=\"b\", version=\"2\"} 1+0x90"));
	}

	static List<AlertCase> self() {
		return cases(
				bad("TagLimitReached", "30m", "sightglass_series_folded_total{meter=\"m\", tag=\"t\"} _x20 1+0x40"),
				good("TagLimitReached", "150m", "sightglass_series_folded_total{meter=\"m\", tag=\"t\"} 7+0x200"),
				good("TagLimitReached", "30m", "sightglass_series_folded_total{meter=\"m\", tag=\"t\"} 0+0x60"),
				bad("SeriesMany", "30m", "sightglass_series{} 25000+0x60"),
				good("SeriesMany", "30m", "sightglass_series{} 15000+0x60"),
				bad("MetersFail", "100m", "sightglass_failures_total{family=\"f\"} 0+1x120"),
				good("MetersFail", "150m", "sightglass_failures_total{family=\"f\"} 3+0x200"));
	}

}
