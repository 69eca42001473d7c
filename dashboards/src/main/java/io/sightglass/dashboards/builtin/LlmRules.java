package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.query.Expression;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.dashboards.rules.Alert;
import io.sightglass.dashboards.rules.BurnRate;
import io.sightglass.dashboards.rules.Recording;
import io.sightglass.dashboards.rules.RuleGroup;
import io.sightglass.dashboards.rules.Severity;
import io.sightglass.meters.llm.LlmMeter;

/**
 * Errors, money and speed of LLM calls.
 */
final class LlmRules {

	private static final Expression A_DAY = Expression.text("86400");

	private LlmRules() {
	}

	static RuleGroup build(Thresholds thresholds) {
		BurnRate burn = new BurnRate(LlmMeter.REQUESTS, LlmQuestions.errorRatio(),
				thresholds.get(Threshold.LLM_OBJECTIVE));
		Recording spent = new Recording(LlmMeter.COST, "", "increase1d", LlmQuestions.spent("1d"));
		Recording rate = new Recording(LlmMeter.COST, "", "rate1h", Metric.of(LlmMeter.COST).ratePer().over("1h"));
		Recording p95 = new Recording(LlmMeter.TIME_TO_FIRST_TOKEN, "", "p95_rate5m",
				LlmQuestions.firstTokenOfBuckets("provider", "model"));
		RuleGroup group = RuleGroup.of("llm")
			.record(new Recording(LlmMeter.REQUESTS, "", "rate5m", LlmQuestions.calls("provider", "model")))
			.record(new Recording(LlmMeter.TOKENS, "", "rate5m", LlmQuestions.tokens("provider", "model")))
			.record(spent)
			.record(rate)
			.record(p95);
		burn.recordIn(group);
		Expression hits = LlmQuestions.cacheHits("provider", "model");
		Expression share = spent.dividedBy(LlmQuestions.dailyLimit().above(0));
		return group
			.alert(new Alert("SightglassLlmErrorBudgetBurnsFast", Severity.CRITICAL, "2m", burn.fast(),
					"Failed LLM calls burn the error budget within days.",
					"{{ $value | humanizePercentage }} of the LLM calls of {{ $job }} fail."))
			.alert(new Alert("SightglassLlmErrorBudgetBurnsSlowly", Severity.WARNING, "1h", burn.slow(),
					"Failed LLM calls will use up the error budget of the month.",
					"{{ $value | humanizePercentage }} of the LLM calls of {{ $job }} fail."))
			.alert(new Alert("SightglassLlmFirstTokenSlow", Severity.WARNING, "10m",
					p95.or(LlmQuestions.firstTokenMean("provider", "model"))
						.above(thresholds.get(Threshold.FIRST_TOKEN)),
					"Streams begin late.",
					"{{ $labels.model }} lets users of {{ $job }} wait {{ $value | humanizeDuration }} for the first token."))
			.alert(new Alert("SightglassLlmBudgetNearlySpent", Severity.WARNING, Alert.AT_ONCE,
					share.above(thresholds.get(Threshold.BUDGET_WARNING)), "Most of the LLM budget of a day is spent.",
					"{{ $job }} has spent {{ $value | humanizePercentage }} of its daily budget in 24 hours."))
			.alert(new Alert("SightglassLlmBudgetSpent", Severity.CRITICAL, Alert.AT_ONCE, share.above(1),
					"The LLM budget of a day is spent.",
					"{{ $job }} has spent {{ $value | humanizePercentage }} of its daily budget in 24 hours."))
			.alert(new Alert("SightglassLlmSpendsFast", Severity.WARNING, "15m",
					rate.times(A_DAY)
						.dividedBy(LlmQuestions.dailyLimit().above(0))
						.above(thresholds.get(Threshold.SPEND_RATE)),
					"LLM calls cost far more an hour than the budget allows.",
					"At this hour's rate a day costs {{ $job }} {{ $value | humanize }} times its budget."))
			.alert(new Alert("SightglassLlmCacheStopsHitting", Severity.WARNING, "15m",
					hits.over("30m").dividedBy(hits.over("1d").above(thresholds.get(Threshold.CACHE_HITS))).below(0.5),
					"Prompts come from the provider's cache far less than they did.",
					"{{ $labels.model }} finds {{ $value | humanizePercentage }} of its usual share of prompts in the cache: {{ $job }} pays more for the same."))
			.alert(new Alert("SightglassLlmPricesOld", Severity.INFO, "1h",
					Metric.of(LlmMeter.PRICES_AGE).maxPer().above(thresholds.get(Threshold.PRICES_AGE) * 86400),
					"The prices of models are old.",
					"{{ $job }} prices LLM calls by prices that are {{ $value | humanizeDuration }} old."))
			.alert(new Alert("SightglassLlmModelUnpriced", Severity.WARNING, Alert.AT_ONCE,
					Firsts.increase(Metric.of(LlmMeter.UNPRICED_TOKENS), "1h", "provider", "model"),
					"A model has no price: the spend is higher than shown.",
					"{{ $job }} calls {{ $labels.model }} of {{ $labels.provider }}, which the price book does not know."));
	}

}
