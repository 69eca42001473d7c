package io.sightglass.meters.llm.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

/**
 * What one token of each kind costs, in whole picodollars (a millionth of a millionth of
 * a dollar): a price of 1 USD a million tokens is 1,000,000. Whole numbers add up without
 * drift.
 *
 * @param input a prompt token
 * @param output an answer token
 * @param cacheRead a token read from the cache
 * @param cacheWrite a token written to the cache
 * @param reasoning a reasoning token
 */
public record Rates(long input, long output, long cacheRead, long cacheWrite, long reasoning) {

	private static final BigDecimal MAX = BigDecimal.valueOf(100_000);

	/**
	 * Rates from prices in USD a million tokens. A missing cache price is the input
	 * price, a missing reasoning price the output price: never free by accident.
	 * @param input the price of input
	 * @param output the price of output
	 * @param cacheRead the price of cache reads, if it has its own
	 * @param cacheWrite the price of cache writes, if it has its own
	 * @param reasoning the price of reasoning, if it has its own
	 * @return the rates
	 */
	public static Rates perMillion(BigDecimal input, BigDecimal output, @Nullable BigDecimal cacheRead,
			@Nullable BigDecimal cacheWrite, @Nullable BigDecimal reasoning) {
		return new Rates(pico(input), pico(output), pico((cacheRead != null) ? cacheRead : input),
				pico((cacheWrite != null) ? cacheWrite : input), pico((reasoning != null) ? reasoning : output));
	}

	/**
	 * The rates less a discount.
	 * @param discount a share from 0 to 1
	 * @return the lower rates
	 * @throws ArithmeticException where the discount is no share
	 */
	public Rates less(BigDecimal discount) {
		BigDecimal share = BigDecimal.ONE.subtract(discount);
		return new Rates(times(this.input, share), times(this.output, share), times(this.cacheRead, share),
				times(this.cacheWrite, share), times(this.reasoning, share));
	}

	long cost(TokenUsage usage) {
		long prompt = Math.addExact(Math.multiplyExact(usage.input(), this.input),
				Math.addExact(Math.multiplyExact(usage.cacheRead(), this.cacheRead),
						Math.multiplyExact(usage.cacheWrite(), this.cacheWrite)));
		return Math.addExact(prompt, Math.addExact(Math.multiplyExact(usage.output(), this.output),
				Math.multiplyExact(usage.reasoning(), this.reasoning)));
	}

	private static long times(long rate, BigDecimal share) {
		return BigDecimal.valueOf(rate).multiply(share).setScale(0, RoundingMode.HALF_UP).longValueExact();
	}

	private static long pico(BigDecimal perMillion) {
		if (perMillion.signum() < 0 || perMillion.compareTo(MAX) > 0) {
			throw new IllegalArgumentException(
					"A price is from 0 to " + MAX + " USD a million tokens, but this one is " + perMillion);
		}
		return perMillion.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
	}

}
