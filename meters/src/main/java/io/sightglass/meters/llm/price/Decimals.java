package io.sightglass.meters.llm.price;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import io.sightglass.registry.internal.log.Printable;

/**
 * Numbers from outside. One of few characters may have a hundred million digits, and cost
 * as much to calculate with.
 */
final class Decimals {

	private static final int MAX_CHARACTERS = 40;

	private static final int MAX_SCALE = 150;

	private static final int MAX_BITS = 512;

	private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?");

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
		if (text.length() > MAX_CHARACTERS || !NUMBER.matcher(text).matches()) {
			throw new IllegalArgumentException(what + " is a number such as 0.25 of at most " + MAX_CHARACTERS
					+ " characters and an exponent of at most two digits, but this one is " + Printable.value(text));
		}
		return new BigDecimal(text);
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
