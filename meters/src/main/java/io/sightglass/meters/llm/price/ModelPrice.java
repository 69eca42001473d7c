package io.sightglass.meters.llm.price;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The price of a model, by unit, tier and the length of the prompt.
 *
 * <pre>
 * ModelPrice.builder()
 *     .usd(LlmUnit.INPUT, "1.25").usd(LlmUnit.OUTPUT, "10")         a million tokens
 *     .usd(LlmUnit.SEARCH, "0.035")                                 one search
 *     .usd(LlmUnit.INPUT, LlmTier.STANDARD, 200_000, "2.5")         with a prompt of more tokens
 *     .build();
 * </pre>
 *
 * Where a unit has no price of its own, in this order: it has that of the shorter
 * prompts, it has that of the standard tier, and its tokens have that of the tokens which
 * they are a kind of ({@link LlmUnit#CACHE_READ} of the input,
 * {@link LlmUnit#CACHE_WRITE_1H} of the shorter cache, {@link LlmUnit#REASONING} of the
 * output): too much rather than nothing.
 */
public final class ModelPrice {

	/** The rate of what has no price. */
	public static final long UNKNOWN = -1;

	private static final LlmUnit[] UNITS = LlmUnit.values();

	// Ascending; a band holds for prompts with more tokens than this.
	private final long[] bands;

	// By tier, band and unit.
	private final long[][][] rates;

	private final long contextWindow;

	ModelPrice(long[] bands, long[][][] rates, long contextWindow) {
		this.bands = bands;
		this.rates = rates;
		this.contextWindow = contextWindow;
	}

	/**
	 * A price of input and output in USD a million tokens.
	 * @param input the price of input, such as {@code "0.25"}
	 * @param output the price of output
	 * @return the price
	 * @throws IllegalArgumentException if one of them is no price
	 */
	public static ModelPrice perMillion(String input, String output) {
		return builder().usd(LlmUnit.INPUT, input).usd(LlmUnit.OUTPUT, output).build();
	}

	/**
	 * A price that is put together.
	 * @return a builder without any price
	 */
	public static ModelPriceBuilder builder() {
		return new ModelPriceBuilder();
	}

	/**
	 * The cost of what has a price.
	 * @param usage what a call used
	 * @param tier by which of its prices it is billed
	 * @return whole picodollars, {@link Long#MAX_VALUE} where it is more: that is nine
	 * million dollars
	 */
	public long cost(LlmUsage usage, LlmTier tier) {
		long[] rates = rates(usage.longestPrompt(), tier);
		long sum = 0;
		for (int i = 0; i < rates.length; i++) {
			long amount = usage.of(UNITS[i]);
			long rate = rates[i];
			if (amount == 0 || rate <= 0) {
				continue;
			}
			long part = amount * rate;
			if (part < 0 || Math.multiplyHigh(amount, rate) != 0) {
				return Long.MAX_VALUE;
			}
			sum += part;
			if (sum < 0) {
				return Long.MAX_VALUE;
			}
		}
		return sum;
	}

	/**
	 * What the tokens read from a cache would have cost more without it.
	 * @param usage what a call used
	 * @param tier by which of its prices it is billed
	 * @return whole picodollars, nothing where the cache costs more
	 */
	public long saved(LlmUsage usage, LlmTier tier) {
		long text = usage.cacheRead();
		long audio = usage.of(LlmUnit.AUDIO_CACHE_READ);
		if (text == 0 && audio == 0) {
			return 0;
		}
		long[] rates = rates(usage.longestPrompt(), tier);
		long least = Math.max(0, rates[LlmUnit.INPUT.ordinal()] - rates[LlmUnit.CACHE_READ.ordinal()]);
		long leastAudio = Math.max(0, rates[LlmUnit.AUDIO_INPUT.ordinal()] - rates[LlmUnit.AUDIO_CACHE_READ.ordinal()]);
		return text * least + audio * leastAudio;
	}

	/**
	 * The tokens that have no price, which are not free.
	 * @param usage what a call used
	 * @param tier by which of its prices it is billed
	 * @return how many
	 */
	public long unpriced(LlmUsage usage, LlmTier tier) {
		long[] rates = rates(usage.longestPrompt(), tier);
		long tokens = 0;
		for (int i = 0; i < rates.length && UNITS[i].isToken(); i++) {
			tokens += (rates[i] < 0) ? usage.of(UNITS[i]) : 0;
		}
		return tokens;
	}

	/**
	 * Whether anything of what a call used has a price.
	 * @param usage what it used
	 * @param tier by which of its prices it is billed
	 * @return whether its cost is known, in part at least
	 */
	public boolean knows(LlmUsage usage, LlmTier tier) {
		long[] rates = rates(usage.longestPrompt(), tier);
		for (int i = 0; i < rates.length; i++) {
			if (rates[i] >= 0 && usage.of(UNITS[i]) > 0) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What one unit costs.
	 * @param unit the unit
	 * @param tier by which of its prices the call is billed
	 * @param prompt how many tokens its whole prompt has
	 * @return whole picodollars, or {@link #UNKNOWN}
	 */
	public long rate(LlmUnit unit, LlmTier tier, long prompt) {
		return rates(prompt, tier)[unit.ordinal()];
	}

	/**
	 * Whether a tier has a price of its own.
	 * @param tier the tier
	 * @return whether it differs from the standard tier
	 */
	public boolean has(LlmTier tier) {
		return this.rates[tier.ordinal()] != this.rates[0];
	}

	/**
	 * How many tokens a prompt of the model may have.
	 * @return so many, or 0 where nobody says
	 */
	public long contextWindow() {
		return this.contextWindow;
	}

	private long[] rates(long prompt, LlmTier tier) {
		int band = this.bands.length - 1;
		while (band > 0 && prompt <= this.bands[band]) {
			band--;
		}
		return this.rates[tier.ordinal()][band];
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ModelPrice price && Arrays.equals(this.bands, price.bands)
				&& Arrays.deepEquals(this.rates, price.rates) && this.contextWindow == price.contextWindow;
	}

	@Override
	public int hashCode() {
		return Arrays.deepHashCode(this.rates);
	}

	@Override
	public String toString() {
		return "ModelPrice[input=" + this.rates[0][0][LlmUnit.INPUT.ordinal()] + ", output="
				+ this.rates[0][0][LlmUnit.OUTPUT.ordinal()] + ", bands=" + Arrays.toString(this.bands) + "]";
	}

}
