package io.sightglass.meters.llm.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The beginning of a text or number in JSON, without its escapes, as it comes in pieces.
 */
final class JsonText {

	static final int MAX_BYTES = 256;

	static final long NO_COUNT = -1;

	// Up to which a double holds every whole number.
	private static final double MAX_COUNT = 1L << 53;

	// Those that a double holds.
	private static final double[] TENS = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
			1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

	private static final int DIGITS = 4;

	private final byte[] bytes = new byte[MAX_BYTES];

	private int length;

	private boolean escaped;

	private int digits;

	private int unit;

	// The first half of a pair, whose second may come next.
	private char half;

	/**
	 * Reads on to what is no plain character.
	 * @param bytes what came
	 * @param from where to begin
	 * @param to where that ends
	 * @return where a quote or a backslash is, or where that ends
	 */
	int plain(byte[] bytes, int from, int to) {
		if (this.escaped || this.digits > 0 || this.half != 0) {
			return from;
		}
		int end = Search.TEXT.first(bytes, from, to);
		int kept = Math.min(end - from, MAX_BYTES - this.length);
		System.arraycopy(bytes, from, this.bytes, this.length, kept);
		this.length += kept;
		return end;
	}

	/**
	 * Reads on.
	 * @param next the next byte
	 * @return whether the text is at its end
	 */
	boolean ends(byte next) {
		if (this.digits > 0 && digit(next)) {
			return false;
		}
		if (this.escaped) {
			this.escaped = false;
			escape(next);
			return false;
		}
		if (next == '\\') {
			this.escaped = true;
			return false;
		}
		endHalf();
		if (next == '"') {
			return true;
		}
		keep(next);
		return false;
	}

	private boolean digit(byte next) {
		int value = Character.digit(next, 16);
		if (value < 0) {
			this.digits = 0;
			return false;
		}
		this.unit = (this.unit << 4) | value;
		if (--this.digits == 0) {
			unit((char) this.unit);
		}
		return true;
	}

	private void escape(byte next) {
		if (next == 'u') {
			this.digits = DIGITS;
			this.unit = 0;
			return;
		}
		endHalf();
		keep(switch (next) {
			case 'b' -> (byte) '\b';
			case 'f' -> (byte) '\f';
			case 'n' -> (byte) '\n';
			case 'r' -> (byte) '\r';
			case 't' -> (byte) '\t';
			default -> next;
		});
	}

	private void unit(char unit) {
		if (this.half != 0 && Character.isLowSurrogate(unit)) {
			keep(Character.toString(Character.toCodePoint(this.half, unit)));
			this.half = 0;
			return;
		}
		endHalf();
		if (Character.isHighSurrogate(unit)) {
			this.half = unit;
		}
		else {
			keep(Character.isSurrogate(unit) ? "\uFFFD" : Character.toString(unit));
		}
	}

	private void endHalf() {
		if (this.half != 0) {
			this.half = 0;
			keep("\uFFFD");
		}
	}

	private void keep(String character) {
		for (byte each : character.getBytes(StandardCharsets.UTF_8)) {
			keep(each);
		}
	}

	void keep(byte next) {
		if (this.length < MAX_BYTES) {
			this.bytes[this.length++] = next;
		}
	}

	void clear() {
		this.length = 0;
		this.escaped = false;
		this.digits = 0;
		this.half = 0;
	}

	int length() {
		return this.length;
	}

	byte first() {
		return (this.length > 0) ? this.bytes[0] : 0;
	}

	int hash() {
		int hash = this.length;
		for (int i = 0; i < this.length; i++) {
			hash = 31 * hash + this.bytes[i];
		}
		return hash;
	}

	boolean is(byte[] other) {
		return Arrays.equals(this.bytes, 0, this.length, other, 0, other.length);
	}

	boolean is(byte[] other, int length) {
		return Arrays.equals(this.bytes, 0, this.length, other, 0, length);
	}

	boolean is(String word) {
		return this.length == word.length() && startsWith(word);
	}

	boolean startsWith(String word) {
		return hasAt(0, word);
	}

	boolean endsWith(String word) {
		return hasAt(this.length - word.length(), word);
	}

	// Words are of ASCII.
	private boolean hasAt(int start, String word) {
		if (start < 0 || start + word.length() > this.length) {
			return false;
		}
		for (int i = 0; i < word.length(); i++) {
			if (this.bytes[start + i] != word.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	int copyTo(byte[] other) {
		System.arraycopy(this.bytes, 0, other, 0, this.length);
		return this.length;
	}

	/**
	 * The text as a whole number.
	 * @return the number, {@link #NO_COUNT} where it is none, and {@link Long#MAX_VALUE}
	 * where no long holds it
	 */
	long count() {
		double value = amount();
		if (!(value >= 0) || value != Math.rint(value)) {
			return NO_COUNT;
		}
		return (value <= MAX_COUNT) ? (long) value : Long.MAX_VALUE;
	}

	/**
	 * The text as a number. A short one is read without any garbage.
	 * @return the number, not a number where it is none
	 */
	double amount() {
		long digits = 0;
		int places = -1;
		for (int i = 0; i < this.length; i++) {
			byte next = this.bytes[i];
			if (next == '.' && places < 0 && i > 0) {
				places = 0;
			}
			else if (next >= '0' && next <= '9' && digits < MAX_COUNT / 10) {
				digits = digits * 10 + (next - '0');
				places += (places >= 0) ? 1 : 0;
			}
			else {
				return slowly();
			}
		}
		return (this.length == 0) ? Double.NaN
				: (places <= 0) ? digits : (places < TENS.length) ? digits / TENS[places] : slowly();
	}

	// Java's own words for numbers, such as 1f and NaN, are none.
	private double slowly() {
		for (int i = 0; i < this.length; i++) {
			if ("0123456789+-.eE".indexOf(this.bytes[i]) < 0) {
				return Double.NaN;
			}
		}
		try {
			return Double.parseDouble(toString());
		}
		catch (NumberFormatException ex) {
			return Double.NaN;
		}
	}

	@Override
	public String toString() {
		return new String(this.bytes, 0, this.length, StandardCharsets.UTF_8);
	}

}
