package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.grafana.DashboardBuilder;
import io.sightglass.dashboards.grafana.Unit;
import io.sightglass.dashboards.query.Expression;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.meters.llm.LlmMeter;

import static io.sightglass.dashboards.grafana.Panel.panel;

/**
 * LLM calls: what they cost, how long they take, why they fail.
 */
final class LlmDashboard {

	private static final Expression A_DAY = Expression.text("86400");

	private LlmDashboard() {
	}

	static DashboardBuilder build() {
		return DashboardBuilder.dashboard("sightglass-llm", "Sightglass / LLM")
			.discover(LlmMeter.ACTIVE)
			.describe("Calls to language models: money, tokens, speed and errors, by provider and model.")
			.row("Is it well?",
					panel().title("Calls", "Calls that ended, a second.")
						.query("calls", LlmQuestions.calls())
						.unit(Unit.REQUESTS_PER_SECOND)
						.stat(),
					panel().title("Errors",
							"Share of failed calls. Above 5 %: Errors by kind says whether it is a limit, the network or the request.")
						.query("errors", LlmQuestions.errorRatio())
						.unit(Unit.SHARE)
						.stat()
						.badAbove(0.02, 0.05),
					panel().title("First token",
							"What a user of a stream waits before anything shows: p95, or the mean without buckets. Above three seconds it feels broken.")
						.query("p95", LlmQuestions.firstToken())
						.unit(Unit.SECONDS)
						.stat()
						.badAbove(1.5, 3),
					panel().title("Spent, 24 h", "Dollars of the last day by the price book.")
						.query("spent", LlmQuestions.spent("1d"))
						.unit(Unit.DOLLARS)
						.stat(),
					panel().title("Of the daily budget",
							"Spend of the last day against sightglass.llm.budget. Above 100 %: the most expensive model below is the place to save.")
						.query("share", LlmQuestions.spent("1d").dividedBy(LlmQuestions.dailyLimit()))
						.unit(Unit.SHARE)
						.max(1)
						.gauge()
						.size(4, 4)
						.badAbove(0.8, 1),
					panel().title("Unpriced, 1 h",
							"Tokens of models without a price in the last hour. Not 0: the spend is higher than shown; add the price.")
						.query("tokens", Metric.of(LlmMeter.UNPRICED_TOKENS).increasePer().over("1h").orZero())
						.stat()
						.badAbove(1, 1000))
			.row("Money and tokens", panel()
				.title("Spend a day at this rate",
						"What a day costs if it goes on like this. A step up is a new prompt, a new model or a loop.")
				.query("{{provider}} {{model}}", Metric.of(LlmMeter.COST).ratePer("provider", "model").times(A_DAY))
				.unit(Unit.DOLLARS)
				.stacked(),
					panel().title("Tokens by type",
							"Tokens a second; the types are disjoint. Much input with little cache: prompts do not share their beginning.")
						.query("{{type}}", LlmQuestions.tokens())
						.unit(Unit.PER_SECOND)
						.stacked(),
					panel().title("Cost by model, 24 h", "Where the money goes.")
						.query("", Metric.of(LlmMeter.COST).increasePer("provider", "model", "operation").over("1d"))
						.table()
						.unit(Unit.DOLLARS),
					panel(LlmMeter.BUDGET_SPENT).title("Spent in the window",
							"Dollars since the day or month began, in UTC, of all instances together. A restart forgets what its instance spent.")
						.sumPer("window")
						.unit(Unit.DOLLARS)
						.size(12, 7),
					panel(LlmMeter.PRICES_AGE).title("Age of the prices",
							"How old the prices are by which calls are costed. Half a year: make a new file of them with the command prices.")
						.query("age", Metric.of(LlmMeter.PRICES_AGE).maxPer())
						.unit(Unit.SECONDS)
						.stat()
						.size(4, 7),
					panel(LlmMeter.UNPARSED).title("Unreadable usage",
							"Answers whose tokens could not be read. Not 0: spend and tokens are higher than shown; see the provider's or the proxy's answers.")
						.ratePer("provider", "model")
						.unit(Unit.PER_SECOND)
						.size(8, 7))
			.row("Cache and units", panel().title("Share of prompts from a cache",
					"Of the tokens read, those that came from the provider's cache. A step down: the beginning of the prompts changed, and they cost more.")
				.query("{{provider}} {{model}}", LlmQuestions.cacheHits("provider", "model"))
				.unit(Unit.SHARE),
					panel(LlmMeter.CACHE_SAVED)
						.title("Saved by caches a day",
								"Dollars that cached tokens would have cost more, as input, a day at this rate.")
						.query("{{provider}} {{model}}",
								Metric.of(LlmMeter.CACHE_SAVED).ratePer("provider", "model").times(A_DAY))
						.unit(Unit.DOLLARS),
					panel(LlmMeter.UNITS).title("Other units",
							"What is billed beside tokens: pictures, seconds, pages, searches. A model that searches more costs more.")
						.ratePer("model", "type")
						.unit(Unit.PER_SECOND))
			.row("Speed", panel().title("Call time by model",
					"p95, or the mean without buckets; a stream's to its last chunk. Longer answers take longer: look at the time per token too.")
				.query("{{model}}", LlmQuestions.duration("model"))
				.unit(Unit.SECONDS),
					panel()
						.title("First token by model",
								"p95, or the mean without buckets. Grows with the prompt and with the provider's load.")
						.query("{{model}}", LlmQuestions.firstToken("model"))
						.unit(Unit.SECONDS),
					panel().title("Time per output token",
							"p95, or the mean without buckets. Above 0.1 s readers wait for words. It is the provider's load, or a larger model.")
						.query("{{model}}", LlmQuestions.perOutputToken("model"))
						.unit(Unit.SECONDS))
			.row("Failures",
					panel().title("Calls by outcome", "cancelled: the user left. abandoned: our code forgot a stream.")
						.query("{{outcome}}", LlmQuestions.outcomes())
						.unit(Unit.REQUESTS_PER_SECOND)
						.stacked()
						.colour("^success", "green")
						.colour("^error", "red")
						.colour("cancelled|abandoned", "orange"),
					panel().title("Errors by kind",
							"rate_limit: ask for more or call less. timeout: shorter prompts or another model. invalid: our request.")
						.query("{{provider}} {{error}}", LlmQuestions.errors())
						.unit(Unit.PER_SECOND)
						.stacked(),
					panel(LlmMeter.RETRIES)
						.title("Retries", "Attempts after the first. Each one costs time, and often tokens.")
						.ratePer("provider", "model")
						.unit(Unit.PER_SECOND))
			.row("Behaviour",
					panel(LlmMeter.ACTIVE).title("In progress", "Calls that wait for a model now.")
						.sumPer("provider", "model"),
					panel(LlmMeter.FINISHES)
						.title("Finish reasons",
								"length: answers are cut off, raise the limit. content_filter: see the prompts.")
						.ratePer("reason")
						.unit(Unit.PER_SECOND)
						.stacked(),
					panel(LlmMeter.TOOL_CALLS)
						.title("Tool calls",
								"By tool and outcome. Errors of a tool make models try again, at your cost.")
						.ratePer("tool", "outcome")
						.unit(Unit.PER_SECOND))
			.row("Limits", panel(LlmMeter.LIMIT_REMAINING).title("Left of the provider's limits",
					"Requests and tokens that the provider still allows, as its last answer says, of the instance that has least. 0: rate_limit follows.")
				.query("{{provider}} {{model}} {{type}}",
						Metric.of(LlmMeter.LIMIT_REMAINING).minPer("provider", "model", "type"))
				.size(6, 7),
					panel(LlmMeter.LIMIT_RESET)
						.title("Until the limits reset", "Longer than a minute with nothing left: callers wait.")
						.query("{{provider}} {{model}} {{type}}",
								Metric.of(LlmMeter.LIMIT_RESET).maxPer("provider", "model", "type"))
						.unit(Unit.SECONDS)
						.size(6, 7),
					panel(LlmMeter.CONTEXT_USED).title("Of the context window",
							"What prompts take of their model's window, p95. Above 90 %: conversations are soon refused or cut; shorten them or take a larger model.")
						.query("{{provider}} {{model}}",
								Metric.of(LlmMeter.CONTEXT_USED).quantileOrMeanPer(0.95, "provider", "model"))
						.unit(Unit.SHARE)
						.size(6, 7),
					panel(LlmMeter.DRIFTS).title("Another model answers",
							"Answers of another model than the one asked, by both names. New: the provider moved a name, or a router chose.")
						.ratePer("model", "answered")
						.unit(Unit.PER_SECOND)
						.size(6, 7));
	}

}
