package io.sightglass.test;

import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmMeter;
import io.sightglass.meters.llm.internal.name.ModelName;
import io.sightglass.meters.llm.internal.name.ProviderName;
import io.sightglass.meters.llm.price.LlmUsage;

/**
 * What was recorded of the calls of a model. Its name may be written as in the request.
 *
 * <pre class="code">
 * assertThat(registry).llm("openai", "gpt-4o")
 *     .hasCalls(1, Outcome.SUCCESS)
 *     .hasTokens(new LlmUsage(60, 44, 0, 0, 0))
 *     .hasCost(0.00059);
 * </pre>
 */
public final class LlmAssert extends FamilyAssert<LlmAssert> {

	private final Tags model;

	private final Tags operation;

	private final String subject;

	LlmAssert(MeterRegistry registry, String provider, String model) {
		this(registry, "model \"" + model + "\" of \"" + provider + "\"",
				Tags.of("provider", ProviderName.of(provider), "model", ModelName.of(model)), Tags.empty());
	}

	private LlmAssert(MeterRegistry registry, String subject, Tags model, Tags operation) {
		super(registry, LlmAssert.class,
				subject + operation.stream().map((tag) -> ", " + tag.getValue()).collect(Collectors.joining()),
				LlmMeter.values());
		this.subject = subject;
		this.model = model;
		this.operation = operation;
	}

	/**
	 * Looks at one operation alone from here on, of what is counted by operation: calls,
	 * tokens, cost and errors.
	 * @param operation such as {@code chat}
	 * @return an assertion on it
	 */
	public LlmAssert operation(String operation) {
		LlmAssert part = new LlmAssert(this.actual, this.subject, this.model, Tags.of("operation", operation));
		part.info.description(this.info.description());
		return part;
	}

	/**
	 * So many calls ended, however.
	 * @param calls how many
	 * @return this
	 */
	public LlmAssert hasCalls(long calls) {
		return shows(calls, "calls", LlmMeter.REQUESTS, calls());
	}

	/**
	 * So many calls ended so.
	 * @param calls how many
	 * @param outcome how: {@link Outcome#ABANDONED} is one that nobody ended, or that was
	 * closed without a word
	 * @return this
	 */
	public LlmAssert hasCalls(long calls, Outcome outcome) {
		return shows(calls, "calls with the outcome " + outcome.tag(), LlmMeter.REQUESTS,
				calls().and("outcome", outcome.tag()));
	}

	/**
	 * So many calls were streams.
	 * @param calls how many
	 * @return this
	 */
	public LlmAssert hasStreamed(long calls) {
		return shows(calls, "streamed calls", LlmMeter.REQUESTS, calls().and("streaming", "true"));
	}

	/**
	 * So many calls are in progress now.
	 * @param calls how many
	 * @return this
	 */
	public LlmAssert hasActive(long calls) {
		return shows(calls, "calls active", LlmMeter.ACTIVE, calls());
	}

	/**
	 * So many calls failed in this way.
	 * @param errors how many
	 * @param error why
	 * @return this
	 */
	public LlmAssert hasErrors(long errors, LlmError error) {
		return shows(errors, error.tag() + " errors", LlmMeter.ERRORS, calls().and("error", error.tag()));
	}

	/**
	 * All calls together used so many tokens of each kind.
	 * @param usage how many
	 * @return this
	 */
	public LlmAssert hasTokens(LlmUsage usage) {
		return hasTokens("input", usage.input()).hasTokens("output", usage.output())
			.hasTokens("cache_read", usage.cacheRead())
			.hasTokens("cache_write", usage.cacheWrite())
			.hasTokens("reasoning", usage.reasoning());
	}

	/**
	 * All calls together used so many tokens of a kind.
	 * @param type the tag {@code type}: input, output, cache_read, cache_write or
	 * reasoning
	 * @param tokens how many
	 * @return this
	 */
	public LlmAssert hasTokens(String type, long tokens) {
		return shows(tokens, type + " tokens", LlmMeter.TOKENS, calls().and("type", type));
	}

	/**
	 * All calls together cost so much.
	 * @param usd US dollars
	 * @return this
	 */
	public LlmAssert hasCost(double usd) {
		return shows(usd, "US dollars", LlmMeter.COST, calls());
	}

	/**
	 * So many tokens were used that have no price.
	 * @param tokens how many
	 * @return this
	 */
	public LlmAssert hasUnpricedTokens(long tokens) {
		return shows(tokens, "tokens without a price", LlmMeter.UNPRICED_TOKENS, this.model);
	}

	/**
	 * Of so many calls the time to the first token is known.
	 * @param calls how many
	 * @return this
	 */
	public LlmAssert hasFirstTokens(long calls) {
		return shows(calls, "calls with a time to the first token", LlmMeter.TIME_TO_FIRST_TOKEN, this.model);
	}

	/**
	 * So many attempts were made after the first ones.
	 * @param retries how many
	 * @return this
	 */
	public LlmAssert hasRetried(long retries) {
		return shows(retries, "retries", LlmMeter.RETRIES, this.model);
	}

	/**
	 * So many calls ended for a reason of the model's.
	 * @param calls how many
	 * @param reason the tag {@code reason}, such as {@code stop}
	 * @return this
	 */
	public LlmAssert hasFinished(long calls, String reason) {
		return shows(calls, "calls finished with " + reason, LlmMeter.FINISHES, this.model.and("reason", reason));
	}

	/**
	 * So many calls of a tool ended so, whichever model asked for them.
	 * @param calls how many
	 * @param tool its name
	 * @param outcome how
	 * @return this
	 */
	public LlmAssert hasToolCalls(long calls, String tool, Outcome outcome) {
		return shows(calls, "calls of the tool " + tool + " with the outcome " + outcome.tag(), LlmMeter.TOOL_CALLS,
				Tags.of("tool", tool, "outcome", outcome.tag()));
	}

	private Tags calls() {
		return this.model.and(this.operation);
	}

}
