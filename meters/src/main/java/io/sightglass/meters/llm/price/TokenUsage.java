package io.sightglass.meters.llm.price;

/**
 * The tokens of one call in kinds that do not overlap, so that their sum is the total.
 *
 * @param input prompt tokens that came from no cache and went to none
 * @param output tokens of the answer, without reasoning
 * @param cacheRead prompt tokens read from the provider's cache
 * @param cacheWrite prompt tokens written to the provider's cache
 * @param reasoning tokens that the model thought and did not say
 */
public record TokenUsage(long input, long output, long cacheRead, long cacheWrite, long reasoning) {

	/**
	 * How many tokens a call has at most: ten times what the models of today read and
	 * write in one.
	 */
	public static final long MOST = 100_000_000;

	/** No tokens. */
	public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0);

	/** What no call has used: a provider's counts that contradict each other. */
	public static final TokenUsage IMPOSSIBLE = new TokenUsage(Long.MAX_VALUE, 0, 0, 0, 0);

	/**
	 * The tokens of one call. What is less than zero becomes zero.
	 * @param input prompt tokens that came from no cache and went to none
	 * @param output tokens of the answer, without reasoning
	 * @param cacheRead prompt tokens read from the provider's cache
	 * @param cacheWrite prompt tokens written to the provider's cache
	 * @param reasoning tokens that the model thought and did not say
	 */
	public TokenUsage {
		input = Math.max(0, input);
		output = Math.max(0, output);
		cacheRead = Math.max(0, cacheRead);
		cacheWrite = Math.max(0, cacheWrite);
		reasoning = Math.max(0, reasoning);
	}

	/**
	 * From a provider that counts cached tokens inside the prompt and reasoning inside
	 * the completion, as OpenAI does.
	 * @param prompt all prompt tokens
	 * @param completion all completion tokens
	 * @param cached the part of the prompt that was read from a cache
	 * @param written the part of the prompt that was written to a cache
	 * @param reasoning the part of the completion that was reasoning
	 * @return the same in disjoint kinds, or {@link #IMPOSSIBLE} where one is less than
	 * zero or more of the prompt was cached than there is of it
	 */
	public static TokenUsage inclusive(long prompt, long completion, long cached, long written, long reasoning) {
		if (prompt < 0 || completion < 0 || cached < 0 || written < 0 || reasoning < 0
				|| sum(cached, written) > prompt) {
			return IMPOSSIBLE;
		}
		return new TokenUsage(prompt - cached - written, Math.max(0, completion - reasoning), cached, written,
				reasoning);
	}

	/**
	 * From a provider that counts cached tokens beside the input, as Anthropic does.
	 * @param input input tokens without any cached one
	 * @param output all output tokens
	 * @param cacheRead tokens read from a cache
	 * @param cacheWrite tokens written to a cache
	 * @return the same in disjoint kinds, or {@link #IMPOSSIBLE} where one is less than
	 * zero
	 */
	public static TokenUsage exclusive(long input, long output, long cacheRead, long cacheWrite) {
		return (input < 0 || output < 0 || cacheRead < 0 || cacheWrite < 0) ? IMPOSSIBLE
				: new TokenUsage(input, output, cacheRead, cacheWrite, 0);
	}

	/**
	 * What the model read, wherever it came from.
	 * @return the tokens of the whole prompt
	 */
	public long prompt() {
		return sum(sum(this.input, this.cacheRead), this.cacheWrite);
	}

	/**
	 * What the model wrote, said or not.
	 * @return the tokens of the whole completion
	 */
	public long completion() {
		return sum(this.output, this.reasoning);
	}

	/**
	 * All tokens of the call, prompt and completion.
	 * @return the sum of the five kinds, {@link Long#MAX_VALUE} where it is more
	 */
	public long sum() {
		return sum(prompt(), completion());
	}

	/**
	 * Whether a call can have used so many.
	 * @return whether they are at most {@value #MOST} together
	 */
	public boolean isPossible() {
		return sum() <= MOST;
	}

	// Never less than nothing, however much there is.
	private static long sum(long first, long second) {
		long sum = first + second;
		return (sum >= 0) ? sum : Long.MAX_VALUE;
	}

}
