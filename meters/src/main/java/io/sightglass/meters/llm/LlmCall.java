package io.sightglass.meters.llm;

import java.time.Duration;

import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Started;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * One call of a model. It ends once, by the first word of its end, from any thread; later
 * words change nothing. One that nobody ends is counted as {@code abandoned} when it is
 * collected, and one that is closed without a word at once.
 *
 * <pre>
 * llm_requests_total{model="gpt-4o",operation="chat",outcome="success",provider="openai",streaming="false"} 1.0
 * llm_tokens_total{model="gpt-4o",operation="chat",provider="openai",type="output"} 44.0
 * llm_cost_usd_total{model="gpt-4o",operation="chat",provider="openai"} 8.5E-4
 * llm_time_to_first_token_seconds_count{model="gpt-5-mini",provider="openai"} 2
 * </pre>
 */
public interface LlmCall extends Started<LlmCall> {

	/** Measures nothing. */
	LlmCall NONE = new LlmCall() {
	};

	/**
	 * Says that the answer comes as a stream.
	 */
	default void streamed() {
	}

	/**
	 * Says that the first token has come. Only the first time counts.
	 */
	default void firstToken() {
	}

	/**
	 * Says when the first token came, where that was seen earlier. Only the first time
	 * counts.
	 * @param ago how long ago it came, if that is known
	 */
	default void firstToken(@Nullable Duration ago) {
	}

	/**
	 * Says that a token or chunk of a stream has come.
	 */
	default void token() {
	}

	/**
	 * Says when a token or chunk of a stream came, where that was seen earlier.
	 * @param ago how long ago it came
	 */
	default void token(@Nullable Duration ago) {
	}

	/**
	 * Says who answers, where a library took another one for it when the call began.
	 * @param provider the provider's name
	 */
	default void provider(@Nullable String provider) {
	}

	/**
	 * Says which model was asked, where that was not known when the call began.
	 * @param model the model's name
	 */
	default void asked(@Nullable String model) {
	}

	/**
	 * Says which model answers. Its price is what counts in a book that knows both, and
	 * its name where the request has none.
	 * @param model the model's name
	 */
	default void model(@Nullable String model) {
	}

	/**
	 * Says what the call used so far; the latest word counts.
	 * @param usage in units that do not overlap
	 */
	default void usage(LlmUsage usage) {
	}

	/**
	 * Says what the call used so far, in kinds that do not overlap.
	 * @param input prompt tokens outside the cache
	 * @param output tokens of the answer, without reasoning
	 * @param cacheRead prompt tokens from the cache
	 * @param cacheWrite prompt tokens to the cache
	 * @param reasoning tokens of reasoning
	 */
	default void usage(long input, long output, long cacheRead, long cacheWrite, long reasoning) {
		usage(new LlmUsage(input, output, cacheRead, cacheWrite, reasoning));
	}

	/**
	 * Says by which of its prices the provider bills the call.
	 * @param tier such as {@link LlmTier#BATCH}
	 */
	default void tier(LlmTier tier) {
	}

	/**
	 * Says what the call cost, where the provider does: that is what counts then, not the
	 * price book.
	 * @param usd US dollars
	 */
	default void cost(double usd) {
	}

	/**
	 * Says that the answer tells no usage that can be read: it was malformed, cut off, or
	 * not asked for it.
	 */
	default void unparsed() {
	}

	/**
	 * Says how much the provider still allows, as the headers of its answer tell.
	 * @param limit of what
	 * @param remaining how much is left
	 * @param reset how long until all of it is there again, if that is known
	 */
	default void remaining(LlmLimit limit, long remaining, @Nullable Duration reset) {
	}

	/**
	 * Says why the model stopped.
	 * @param reason the provider's word
	 */
	default void finish(@Nullable String reason) {
	}

	/**
	 * Says that another attempt was made.
	 */
	default void retried() {
	}

	/**
	 * Says that the model's wish for a tool was carried out.
	 * @param tool the tool's name
	 * @param outcome how that ended
	 */
	default void toolCall(String tool, Outcome outcome) {
	}

	/**
	 * Ends the call well.
	 */
	@Override
	default void done() {
	}

	/**
	 * Ends the call badly.
	 * @param error why
	 */
	default void failedFor(LlmError error) {
	}

	/**
	 * Ends the call badly because of an error, whose kind {@link LlmError#of(Throwable)}
	 * finds.
	 */
	@Override
	default void failed(@Nullable Throwable error) {
		failedFor(LlmError.of(error));
	}

	/**
	 * Ends the call because its caller gave up.
	 */
	@Override
	default void cancelled() {
		failedFor(LlmError.CANCELLED);
	}

	/**
	 * Ends the call as if it had never begun: no model was asked.
	 */
	default void dismissed() {
	}

	/**
	 * Ends the call as abandoned, unless it has ended.
	 */
	@Override
	default void close() {
	}

}
