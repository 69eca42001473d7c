package io.sightglass.meters.llm;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * The meters of LLM calls.
 */
public enum LlmMeter implements CatalogueMeter {

	REQUESTS(MeterSpec.counter("llm.requests", "LLM calls that ended, by outcome.", "provider", "model", "operation",
			"outcome", "streaming")),

	ACTIVE(MeterSpec.gauge("llm.requests.active", "LLM calls in progress.", "provider", "model", "operation")),

	REQUEST_DURATION(MeterSpec.timer("llm.request.duration", "Duration of LLM calls, a stream's to its last chunk.",
			"provider", "model", "operation", "outcome", "streaming")),

	TIME_TO_FIRST_TOKEN(MeterSpec.timer("llm.time.to.first.token",
			"Time from a streamed call's start to its first token.", "provider", "model")),

	TIME_PER_OUTPUT_TOKEN(MeterSpec.timer("llm.time.per.output.token",
			"Mean time between output tokens of a streamed call after the first.", "provider", "model")),

	TOKENS(MeterSpec.counter("llm.tokens", "Tokens by disjoint type: a sum over type is the total.", "provider",
			"model", "operation", "type")),

	COST(MeterSpec.counter("llm.cost", "Cost of LLM calls by the price book.", "provider", "model", "operation")
		.in("usd")),

	UNPRICED_TOKENS(MeterSpec.counter("llm.unpriced.tokens", "Tokens of models without a price: never counted as free.",
			"provider", "model")),

	ERRORS(MeterSpec.counter("llm.errors", "Failed LLM calls, by kind.", "provider", "model", "operation", "error")),

	RETRIES(MeterSpec.counter("llm.retries", "Attempts after the first one of a call.", "provider", "model")),

	FINISHES(MeterSpec.counter("llm.finishes", "Finished generations, by the model's reason.", "provider", "model",
			"reason")),

	TOOL_CALLS(MeterSpec.counter("llm.tool.calls", "Tool calls, by outcome.", "tool", "outcome")),

	UNPARSED(MeterSpec.counter("llm.unparsed",
			"Responses whose usage could not be read: malformed, cut off or too large.", "provider")),

	BUDGET_LIMIT(MeterSpec.gauge("llm.budget.limit", "Configured budget of a window.", "window").in("usd")),

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
