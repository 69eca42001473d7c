package io.sightglass.meters.llm.internal.wire;

import java.nio.charset.StandardCharsets;

/**
 * The beginning of a text in JSON, without its escapes, as it comes in pieces.
 */
final class JsonText {

	private static final int MAX_BYTES = 256;

	private static final int DIGITS = 4;

	private final byte[] bytes = new byte[MAX_BYTES];

	private int length;

	private boolean escaped;

	private int digits;

	private int unit;

	// The first half of a pair, whose second may come next.
	private char half;

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

	String taken() {
		String taken = new String(this.bytes, 0, this.length, StandardCharsets.UTF_8);
		this.length = 0;
		return taken;
	}

}
