package io.sightglass.meters.llm.price;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * The price of a model.
 *
 * @param rates what tokens cost
 * @param longContext what all tokens of a call cost once its prompt is longer than
 * {@code longContextAbove}, if that differs
 * @param longContextAbove the prompt's tokens beyond which the long rates hold
 * @param batchDiscount what a batch call costs less, as a share from 0 to 1
 */
public record ModelPrice(Rates rates, @Nullable Rates longContext, long longContextAbove, BigDecimal batchDiscount) {

	/**
	 * A price with all that it may depend on.
	 * @param rates what tokens cost
	 * @param longContext what they cost with a long prompt, if that differs
	 * @param longContextAbove how many tokens of the prompt are not long yet
	 * @param batchDiscount what a batch call costs less, as a share from 0 to 1
	 * @throws IllegalArgumentException if the discount is no such share
	 */
	public ModelPrice {
		Rates.share(batchDiscount);
	}

	/**
	 * A price that is the same for long prompts and for batches.
	 * @param rates what tokens cost
	 */
	public ModelPrice(Rates rates) {
		this(rates, null, Long.MAX_VALUE, BigDecimal.ZERO);
	}

	/**
	 * A price of input and output in USD a million tokens.
	 * @param input the price of input, such as {@code "0.25"}
	 * @param output the price of output
	 * @return the price
	 * @throws IllegalArgumentException if one of them is no price
	 */
	public static ModelPrice perMillion(String input, String output) {
		return new ModelPrice(Rates.perMillion(Decimals.parse("A price", input), Decimals.parse("A price", output),
				null, null, null));
	}

	/**
	 * The cost of a call.
	 * @param usage its tokens
	 * @param tier by which of its prices it is billed
	 * @return whole picodollars, {@link Long#MAX_VALUE} where it is more: that is nine
	 * million dollars
	 */
	public long cost(LlmUsage usage, LlmTier tier) {
		Rates longer = this.longContext;
		Rates own = (longer != null && usage.prompt() > this.longContextAbove) ? longer : this.rates;
		return ((tier == LlmTier.BATCH) ? own.less(this.batchDiscount) : own).cost(usage);
	}

}
