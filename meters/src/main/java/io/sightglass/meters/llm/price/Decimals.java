package io.sightglass.meters.llm.price;

import java.math.BigDecimal;

import io.sightglass.registry.internal.log.Printable;

/**
 * Numbers from outside. One of few characters may have a hundred million digits, and cost
 * as much to calculate with.
 */
final class Decimals {

	private static final int MAX_CHARACTERS = 40;

	private static final int MAX_SCALE = 150;

	private static final int MAX_BITS = 512;

	private static final int MAX_EXPONENT = 2;

	private Decimals() {
	}

	/**
	 * A number that was written down.
	 * @param what what it is of
	 * @param text the number
	 * @return its value
	 * @throws IllegalArgumentException where it is none, or too long
	 */
	static BigDecimal parse(String what, String text) {
		if (text.length() > MAX_CHARACTERS || !isNumber(text)) {
			throw new IllegalArgumentException(what + " is a number such as 0.25 of at most " + MAX_CHARACTERS
					+ " characters and an exponent of at most two digits, but this one is " + Printable.value(text));
		}
		return new BigDecimal(text);
	}

	// As 1, +1.5, .5, 5. and 2e-3 are; a price file has thousands of them.
	private static boolean isNumber(String text) {
		int at = afterSign(text, 0);
		int whole = afterDigits(text, at);
		int fraction = isAt(text, whole, '.') ? afterDigits(text, whole + 1) : whole;
		if (whole == at && fraction <= whole + 1) {
			return false;
		}
		if (!isAt(text, fraction, 'e') && !isAt(text, fraction, 'E')) {
			return fraction == text.length();
		}
		int exponent = afterSign(text, fraction + 1);
		int end = afterDigits(text, exponent);
		return end == text.length() && end > exponent && end - exponent <= MAX_EXPONENT;
	}

	private static int afterSign(String text, int from) {
		return (isAt(text, from, '+') || isAt(text, from, '-')) ? from + 1 : from;
	}

	private static int afterDigits(String text, int from) {
		int at = from;
		while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
			at++;
		}
		return at;
	}

	private static boolean isAt(String text, int at, char character) {
		return at < text.length() && text.charAt(at) == character;
	}

	/**
	 * A number that can be calculated with.
	 * @param what what it is of
	 * @param number the number
	 * @return the same
	 * @throws IllegalArgumentException where it has too many digits
	 */
	static BigDecimal bounded(String what, BigDecimal number) {
		if (number.scale() > MAX_SCALE || number.scale() < -MAX_SCALE
				|| number.unscaledValue().bitLength() > MAX_BITS) {
			throw new IllegalArgumentException(
					what + " has at most " + MAX_SCALE + " digits, with those of its exponent, but this one has more");
		}
		return number;
	}

}
