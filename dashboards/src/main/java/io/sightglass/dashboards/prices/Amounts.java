package io.sightglass.dashboards.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Prices from outside, of which one of few characters may have a billion digits.
 */
final class Amounts {

	private static final int MOST_DIGITS = 60;

	// A millionth of a dollar a million tokens, and a picodollar each.
	private static final int TOKEN_DIGITS = 6;

	private static final int OTHER_DIGITS = 12;

	private Amounts() {
	}

	/**
	 * A number that can be calculated with.
	 * @param number the number
	 * @return the same
	 * @throws NumberFormatException where it has too many digits
	 */
	static BigDecimal checked(BigDecimal number) {
		if (number.precision() > MOST_DIGITS || Math.abs(number.scale()) > MOST_DIGITS) {
			throw new NumberFormatException("A price has at most " + MOST_DIGITS + " digits");
		}
		return number;
	}

	/**
	 * A price as price files write it.
	 * @param usd the price
	 * @param token whether it is that of a million tokens
	 * @return its digits, or 0 where it is less than can be written
	 */
	static BigDecimal written(BigDecimal usd, boolean token) {
		BigDecimal rounded = usd.setScale(token ? TOKEN_DIGITS : OTHER_DIGITS, RoundingMode.HALF_UP);
		return (rounded.signum() == 0) ? BigDecimal.ZERO : rounded.stripTrailingZeros();
	}

}
