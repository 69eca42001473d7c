package io.sightglass.meters.llm.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Prices in whole picodollars a unit (a millionth of a millionth of a dollar): 1 USD a
 * million tokens is 1,000,000 a token. Whole numbers add up without drift.
 */
final class Rates {

	private static final int TOKEN_DIGITS = 6;

	private static final int OTHER_DIGITS = 12;

	private static final BigDecimal MIN_TOKENS = BigDecimal.ONE.movePointLeft(TOKEN_DIGITS);

	private static final BigDecimal MIN_OTHER = BigDecimal.ONE.movePointLeft(OTHER_DIGITS);

	private static final BigDecimal MAX_TOKENS = BigDecimal.valueOf(100_000);

	private static final BigDecimal MAX_OTHER = BigDecimal.valueOf(10_000);

	private Rates() {
	}

	/**
	 * The rate of a price.
	 * @param unit what is paid for
	 * @param usd US dollars of a million tokens, or of one of any other unit
	 * @return whole picodollars of one unit
	 * @throws IllegalArgumentException where it is no price; what is less than a
	 * picodollar would be free
	 */
	static long of(LlmUnit unit, BigDecimal usd) {
		Decimals.bounded("A price", usd);
		int picodollars = unit.isToken() ? TOKEN_DIGITS : OTHER_DIGITS;
		BigDecimal min = unit.isToken() ? MIN_TOKENS : MIN_OTHER;
		BigDecimal max = unit.isToken() ? MAX_TOKENS : MAX_OTHER;
		if (usd.signum() < 0 || usd.compareTo(max) > 0 || (usd.signum() > 0 && usd.compareTo(min) < 0)) {
			throw new IllegalArgumentException("A price is 0, or from " + min.toPlainString() + " to " + max + " USD "
					+ (unit.isToken() ? "a million tokens" : "each") + ", but this one is " + usd);
		}
		return whole(usd.movePointRight(picodollars));
	}

	static BigDecimal share(BigDecimal discount) {
		Decimals.bounded("A batch discount", discount);
		if (discount.signum() < 0 || discount.compareTo(BigDecimal.ONE) > 0) {
			throw new IllegalArgumentException("A batch discount is from 0 to 1, but this one is " + discount);
		}
		return discount;
	}

	static long less(long rate, BigDecimal discount) {
		return whole(BigDecimal.valueOf(rate).multiply(BigDecimal.ONE.subtract(discount)));
	}

	private static long whole(BigDecimal rate) {
		return rate.setScale(0, RoundingMode.HALF_UP).longValueExact();
	}

}
