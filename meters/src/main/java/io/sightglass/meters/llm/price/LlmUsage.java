package io.sightglass.meters.llm.price;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What one call used, in units that do not overlap.
 *
 * <pre>
 * LlmUsage.inclusive(100, 50, 40, 0, 20)                  60 input, 40 from the cache, 30 said, 20 thought
 *     .with(LlmUnit.SEARCH, 2)                            and two searches
 * </pre>
 */
public final class LlmUsage {

	/**
	 * How many tokens a call has at most, and how many of any other unit: ten times what
	 * the models of today read and write in one.
	 */
	public static final long MOST = 100_000_000;

	/** Nothing. */
	public static final LlmUsage NONE = new LlmUsage(0, 0, 0, 0, 0);

	/** What no call has used: a provider's counts that contradict each other. */
	public static final LlmUsage IMPOSSIBLE = new LlmUsage(Long.MAX_VALUE, 0, 0, 0, 0);

	private static final LlmUnit[] UNITS = LlmUnit.values();

	// By the unit's ordinal, up to the last that is not zero: most calls have five.
	private final long[] amounts;

	// Of several prompts of one call the longest one, or zero where there is one.
	private final long longest;

	private LlmUsage(long[] amounts, long longest) {
		this.amounts = amounts;
		this.longest = longest;
	}

	/**
	 * The tokens of one call. What is less than zero becomes zero.
	 * @param input prompt tokens that came from no cache and went to none
	 * @param output tokens of the answer, without reasoning
	 * @param cacheRead prompt tokens read from the provider's cache
	 * @param cacheWrite prompt tokens written to the provider's cache
	 * @param reasoning tokens that the model thought and did not say
	 */
	public LlmUsage(long input, long output, long cacheRead, long cacheWrite, long reasoning) {
		this(new long[] { Math.max(0, input), Math.max(0, output), Math.max(0, cacheRead), Math.max(0, cacheWrite),
				Math.max(0, reasoning) }, 0);
	}

	/**
	 * From a provider that counts cached tokens inside the prompt and reasoning inside
	 * the completion, as OpenAI does. What is less than zero becomes zero.
	 * @param prompt all prompt tokens
	 * @param completion all completion tokens
	 * @param cached the part of the prompt that was read from a cache
	 * @param written the part of the prompt that was written to a cache
	 * @param reasoning the part of the completion that was reasoning
	 * @return the same in disjoint kinds, or {@link #IMPOSSIBLE} where more of the prompt
	 * was cached than there is of it
	 */
	public static LlmUsage inclusive(long prompt, long completion, long cached, long written, long reasoning) {
		long read = Math.max(0, cached);
		long wrote = Math.max(0, written);
		long rest = Math.max(0, prompt) - sum(read, wrote);
		return (rest < 0) ? IMPOSSIBLE
				: new LlmUsage(rest, Math.max(0, completion) - Math.max(0, reasoning), read, wrote, reasoning);
	}

	/**
	 * From a provider that counts cached tokens beside the input, as Anthropic does. What
	 * is less than zero becomes zero.
	 * @param input input tokens without any cached one
	 * @param output all output tokens
	 * @param cacheRead tokens read from a cache
	 * @param cacheWrite tokens written to a cache
	 * @return the same in disjoint kinds
	 */
	public static LlmUsage exclusive(long input, long output, long cacheRead, long cacheWrite) {
		return new LlmUsage(input, output, cacheRead, cacheWrite, 0);
	}

	/**
	 * The same with another amount of one unit.
	 * @param unit the unit
	 * @param amount how much of it; less than zero becomes zero
	 * @return a new usage
	 */
	public LlmUsage with(@Nullable LlmUnit unit, long amount) {
		if (unit == null) {
			return this;
		}
		long[] changed = Arrays.copyOf(this.amounts, Math.max(this.amounts.length, unit.ordinal() + 1));
		changed[unit.ordinal()] = Math.max(0, amount);
		return new LlmUsage(changed, this.longest);
	}

	/**
	 * The same of a call with several prompts, whose price goes by the longest of them
	 * and not by their sum.
	 * @param tokens how many tokens the longest prompt has
	 * @return a new usage
	 */
	public LlmUsage withLongestPrompt(long tokens) {
		return new LlmUsage(this.amounts, Math.max(0, tokens));
	}

	/**
	 * How long the prompt is, or the longest of several.
	 * @return its tokens
	 */
	public long longestPrompt() {
		return (this.longest > 0) ? Math.min(this.longest, prompt()) : prompt();
	}

	/**
	 * How much of a unit was used.
	 * @param unit the unit
	 * @return how much, zero or more
	 */
	public long of(@Nullable LlmUnit unit) {
		int index = (unit != null) ? unit.ordinal() : this.amounts.length;
		return (index < this.amounts.length) ? this.amounts[index] : 0;
	}

	/**
	 * Prompt tokens of text that came from no cache and went to none.
	 * @return how many
	 */
	public long input() {
		return of(LlmUnit.INPUT);
	}

	/**
	 * Tokens of the answer, without reasoning.
	 * @return how many
	 */
	public long output() {
		return of(LlmUnit.OUTPUT);
	}

	/**
	 * Prompt tokens read from the provider's cache.
	 * @return how many
	 */
	public long cacheRead() {
		return of(LlmUnit.CACHE_READ);
	}

	/**
	 * Prompt tokens written to the provider's cache, for minutes or an hour.
	 * @return how many
	 */
	public long cacheWrite() {
		return sum(of(LlmUnit.CACHE_WRITE), of(LlmUnit.CACHE_WRITE_1H));
	}

	/**
	 * Tokens that the model thought and did not say.
	 * @return how many
	 */
	public long reasoning() {
		return of(LlmUnit.REASONING);
	}

	/**
	 * What the model read, wherever it came from.
	 * @return the tokens of the whole prompt
	 */
	public long prompt() {
		return sum(sum(sum(input(), cacheRead()), cacheWrite()),
				sum(sum(of(LlmUnit.AUDIO_INPUT), of(LlmUnit.AUDIO_CACHE_READ)), of(LlmUnit.IMAGE_INPUT)));
	}

	/**
	 * What the model wrote, said or not.
	 * @return the tokens of the whole completion
	 */
	public long completion() {
		return sum(sum(output(), reasoning()), sum(of(LlmUnit.AUDIO_OUTPUT), of(LlmUnit.IMAGE_OUTPUT)));
	}

	/**
	 * All tokens of the call, prompt and completion.
	 * @return their sum, {@link Long#MAX_VALUE} where it is more
	 */
	public long tokens() {
		return sum(prompt(), completion());
	}

	/**
	 * Whether a call can have used so much.
	 * @return whether it has at most {@value #MOST} tokens, and of each other unit
	 */
	public boolean isPossible() {
		for (LlmUnit unit : UNITS) {
			if (of(unit) > MOST) {
				return false;
			}
		}
		return tokens() <= MOST;
	}

	/**
	 * Whether nothing was used.
	 * @return whether it has neither tokens nor anything else
	 */
	public boolean isEmpty() {
		for (long amount : this.amounts) {
			if (amount > 0) {
				return false;
			}
		}
		return true;
	}

	// Never less than nothing, however much there is.
	private static long sum(long first, long second) {
		long sum = first + second;
		return (sum >= 0) ? sum : Long.MAX_VALUE;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		if (!(other instanceof LlmUsage usage)) {
			return false;
		}
		for (LlmUnit unit : UNITS) {
			if (of(unit) != usage.of(unit)) {
				return false;
			}
		}
		if (longestPrompt() != usage.longestPrompt()) {
			return false;
		}
		return true;
	}

	@Override
	public int hashCode() {
		int hash = 0;
		for (long amount : this.amounts) {
			hash += 31 * Long.hashCode(amount);
		}
		return hash;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("LlmUsage[");
		String separator = "";
		for (LlmUnit unit : UNITS) {
			if (of(unit) > 0) {
				text.append(separator).append(unit.tag()).append('=').append(of(unit));
				separator = ", ";
			}
		}
		return text.append(']').toString();
	}

}
