package io.sightglass.meters.llm;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * The meters of LLM calls.
 */
public enum LlmMeter implements CatalogueMeter {

	/** Calls that ended, by outcome, {@code llm_requests_total}. */
	REQUESTS(MeterSpec.counter("llm.requests", "LLM calls that ended, by outcome.", "provider", "model", "operation",
			"outcome", "streaming")),

	/** Calls in progress, {@code llm_requests_active}. */
	ACTIVE(MeterSpec.gauge("llm.requests.active", "LLM calls in progress.", "provider", "model", "operation")),

	/** Durations of calls, {@code llm_request_duration_seconds}. */
	REQUEST_DURATION(MeterSpec.timer("llm.request.duration", "Duration of LLM calls, a stream's to its last chunk.",
			"provider", "model", "operation", "outcome", "streaming")),

	/** Times to the first token, {@code llm_time_to_first_token_seconds}. */
	TIME_TO_FIRST_TOKEN(MeterSpec.timer("llm.time.to.first.token",
			"Time from a streamed call's start to its first token.", "provider", "model")),

	/** Mean times between tokens, {@code llm_time_per_output_token_seconds}. */
	TIME_PER_OUTPUT_TOKEN(MeterSpec.timer("llm.time.per.output.token",
			"Mean time between output tokens of a streamed call after the first.", "provider", "model")),

	/** Tokens by type, {@code llm_tokens_total}. */
	TOKENS(MeterSpec.counter("llm.tokens", "Tokens by disjoint type: a sum over type is the total.", "provider",
			"model", "operation", "type")),

	/** What is billed by other units, {@code llm_units_total}. */
	UNITS(MeterSpec.counter("llm.units", "What was used beside tokens: pictures, seconds, pages, searches.", "provider",
			"model", "operation", "type")),

	/** Cost in US dollars, {@code llm_cost_usd_total}. */
	COST(MeterSpec.counter("llm.cost", "Cost of LLM calls by the price book.", "provider", "model", "operation")
		.in("usd")),

	/** How old the prices are, {@code llm_prices_age_seconds}. */
	PRICES_AGE(MeterSpec.gauge("llm.prices.age", "Age of the prices in force, the user's or those that are shipped.")
		.in("seconds")),

	/** Tokens of models without a price, {@code llm_unpriced_tokens_total}. */
	UNPRICED_TOKENS(MeterSpec.counter("llm.unpriced.tokens", "Tokens of models without a price: never counted as free.",
			"provider", "model")),

	/** Failed calls by kind of error, {@code llm_errors_total}. */
	ERRORS(MeterSpec.counter("llm.errors", "Failed LLM calls, by kind.", "provider", "model", "operation", "error")),

	/** Attempts after the first one of a call, {@code llm_retries_total}. */
	RETRIES(MeterSpec.counter("llm.retries", "Attempts after the first one of a call.", "provider", "model")),

	/** Finished generations by reason, {@code llm_finishes_total}. */
	FINISHES(MeterSpec.counter("llm.finishes", "Finished generations, by the model's reason.", "provider", "model",
			"reason")),

	/** Tool calls by outcome, {@code llm_tool_calls_total}. */
	TOOL_CALLS(MeterSpec.counter("llm.tool.calls", "Tool calls, by outcome.", "tool", "outcome")),

	/** Answers whose usage could not be read, {@code llm_unparsed_total}. */
	UNPARSED(MeterSpec.counter("llm.unparsed",
			"Responses whose usage could not be read: missing, malformed, cut off or too large.", "provider", "model")),

	/** What a provider still allows, {@code llm_limit_remaining}. */
	LIMIT_REMAINING(MeterSpec.gauge("llm.limit.remaining",
			"What a provider still allows, as its last answer says: requests or tokens.", "provider", "model", "type")),

	/** How long until it allows all of it again, {@code llm_limit_reset_seconds}. */
	LIMIT_RESET(MeterSpec
		.gauge("llm.limit.reset", "Time until a provider allows all of it again, as its last answer says.", "provider",
				"model", "type")
		.in("seconds")),

	/** What caches of prompts saved, {@code llm_cache_saved_usd_total}. */
	CACHE_SAVED(MeterSpec
		.counter("llm.cache.saved", "What tokens read from a cache would have cost more without it.", "provider",
				"model")
		.in("usd")),

	/** How much of the context window prompts take, {@code llm_context_used_ratio}. */
	CONTEXT_USED(MeterSpec
		.summary("llm.context.used", "Share of the model's context window that a prompt takes.", "provider", "model")
		.in("ratio")
		.within(0.1, 0.25, 0.5, 0.75, 0.9, 1)),

	/** Answers of another model than the one asked, {@code llm_drifts_total}. */
	DRIFTS(MeterSpec.counter("llm.drifts", "Answers of another model than the one that was asked.", "provider", "model",
			"answered")),

	/** The budget of a day or month in US dollars, {@code llm_budget_limit_usd}. */
	BUDGET_LIMIT(MeterSpec.gauge("llm.budget.limit", "Configured budget of a window.", "window").in("usd")),

	/** What this instance has spent of it, {@code llm_budget_spent_usd}. */
	BUDGET_SPENT(MeterSpec.gauge("llm.budget.spent", "Cost on this instance in the current window, in UTC.", "window")
		.in("usd"));

	private final MeterSpec spec;

	LlmMeter(MeterSpec spec) {
		this.spec = spec;
	}

	@Override
	public MeterSpec spec() {
		return this.spec;
	}

}
