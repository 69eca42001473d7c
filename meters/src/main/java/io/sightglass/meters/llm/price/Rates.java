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

	// What is less would be free.
	private static final BigDecimal MIN = BigDecimal.ONE.movePointLeft(6);

	private static final long MAX_RATE = 100_000_000_000L;

	/**
	 * Rates in whole picodollars.
	 * @param input a prompt token
	 * @param output an answer token
	 * @param cacheRead a token read from the cache
	 * @param cacheWrite a token written to the cache
	 * @param reasoning a reasoning token
	 * @throws IllegalArgumentException if one is less than zero, or more than 0.1 USD
	 */
	public Rates {
		for (long rate : new long[] { input, output, cacheRead, cacheWrite, reasoning }) {
			if (rate < 0 || rate > MAX_RATE) {
				throw new IllegalArgumentException(
						"A token costs from 0 to " + MAX_RATE + " picodollars, but this one " + rate);
			}
		}
	}

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
	 * @throws ArithmeticException where the discount is no such share
	 */
	public Rates less(BigDecimal discount) {
		BigDecimal share;
		try {
			share = BigDecimal.ONE.subtract(share(discount));
		}
		catch (IllegalArgumentException ex) {
			throw new ArithmeticException(ex.getMessage());
		}
		return new Rates(times(this.input, share), times(this.output, share), times(this.cacheRead, share),
				times(this.cacheWrite, share), times(this.reasoning, share));
	}

	static BigDecimal share(BigDecimal discount) {
		Decimals.bounded("A batch discount", discount);
		if (discount.signum() < 0 || discount.compareTo(BigDecimal.ONE) > 0) {
			throw new IllegalArgumentException("A batch discount is from 0 to 1, but this one is " + discount);
		}
		return discount;
	}

	long cost(LlmUsage usage) {
		try {
			long prompt = Math.addExact(Math.multiplyExact(usage.input(), this.input),
					Math.addExact(Math.multiplyExact(usage.cacheRead(), this.cacheRead),
							Math.multiplyExact(usage.cacheWrite(), this.cacheWrite)));
			return Math.addExact(prompt, Math.addExact(Math.multiplyExact(usage.output(), this.output),
					Math.multiplyExact(usage.reasoning(), this.reasoning)));
		}
		catch (ArithmeticException ex) {
			return Long.MAX_VALUE;
		}
	}

	private static long times(long rate, BigDecimal share) {
		return BigDecimal.valueOf(rate).multiply(share).setScale(0, RoundingMode.HALF_UP).longValueExact();
	}

	private static long pico(BigDecimal perMillion) {
		Decimals.bounded("A price", perMillion);
		if (perMillion.signum() < 0 || perMillion.compareTo(MAX) > 0
				|| (perMillion.signum() > 0 && perMillion.compareTo(MIN) < 0)) {
			throw new IllegalArgumentException("A price is 0, or from " + MIN.toPlainString() + " to " + MAX
					+ " USD a million tokens, but this one is " + perMillion);
		}
		return perMillion.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
	}

}
