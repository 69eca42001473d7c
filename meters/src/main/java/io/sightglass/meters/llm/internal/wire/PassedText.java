package io.sightglass.meters.llm.internal.wire;

import java.nio.charset.StandardCharsets;

/**
 * A text in JSON that is passed over to its end, or whose characters are counted and
 * summed up in a hash.
 */
final class PassedText {

	private static final int DIGITS = 4;

	private boolean counted;

	private boolean escaped;

	private boolean ended;

	private int length;

	private int hash;

	private int digits;

	private char unit;

	private char first;

	private boolean half;

	/**
	 * A text begins behind its quote.
	 * @param counted whether to count its characters
	 */
	void begin(boolean counted) {
		this.counted = counted;
		this.escaped = false;
		this.ended = false;
		this.length = 0;
		this.hash = 1;
		this.digits = 0;
		this.half = false;
	}

	/**
	 * Goes on.
	 * @param bytes what came
	 * @param from where to begin
	 * @param to where that ends
	 * @return where the text ends, behind its quote, or where that ends
	 */
	int pass(byte[] bytes, int from, int to) {
		return this.counted ? count(bytes, from, to) : skip(bytes, from, to);
	}

	boolean isEnded() {
		return this.ended;
	}

	int length() {
		return this.length;
	}

	/**
	 * The hash of the text, as {@link java.util.Arrays#hashCode(byte[])} has it for its
	 * bytes.
	 * @return the hash
	 */
	int hash() {
		return this.hash;
	}

	// Of what escapes, only that before a quote matters, or before what is still to come.
	private int skip(byte[] bytes, int from, int to) {
		for (int i = from;; i++) {
			i = Search.quote(bytes, i, to);
			boolean escaped = isEscaped(bytes, from, i);
			if (i == to) {
				this.escaped = escaped;
				return to;
			}
			if (!escaped) {
				this.ended = true;
				return i + 1;
			}
		}
	}

	private boolean isEscaped(byte[] bytes, int from, int at) {
		int first = at;
		while (first > from && bytes[first - 1] == '\\') {
			first--;
		}
		return ((at - first) % 2 == 1) != (first == from && this.escaped);
	}

	private int count(byte[] bytes, int from, int to) {
		int i = from;
		while (i < to) {
			byte next = bytes[i++];
			if (this.digits > 0 && digit(next)) {
				continue;
			}
			if (this.escaped) {
				this.escaped = false;
				this.digits = (next == 'u') ? DIGITS : 0;
				this.half = this.half && next == 'u';
				if (next != 'u') {
					hash(unescaped(next));
				}
			}
			else if (next == '"') {
				this.ended = true;
				return i;
			}
			else {
				this.escaped = next == '\\';
				this.half = this.half && this.escaped;
				// Not the second and later bytes of a character.
				this.length += ((next & 0xc0) != 0x80) ? 1 : 0;
				if (!this.escaped) {
					hash(next);
				}
			}
		}
		return i;
	}

	private void hash(int next) {
		this.hash = 31 * this.hash + next;
	}

	private void hashCharacter(int character) {
		if (character < 0x80) {
			hash(character);
			return;
		}
		for (byte next : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
			hash(next);
		}
	}

	private static int unescaped(byte escaped) {
		return switch (escaped) {
			case 'n' -> '\n';
			case 't' -> '\t';
			case 'r' -> '\r';
			case 'b' -> '\b';
			case 'f' -> '\f';
			default -> escaped;
		};
	}

	// The second half of a pair is part of the first half's character.
	private boolean digit(byte next) {
		int value = Character.digit(next, 16);
		if (value < 0) {
			this.digits = 0;
			return false;
		}
		this.unit = (char) ((this.unit << 4) | value);
		if (--this.digits == 0) {
			boolean second = this.half && Character.isLowSurrogate(this.unit);
			this.length -= second ? 1 : 0;
			this.half = Character.isHighSurrogate(this.unit);
			if (this.half) {
				this.first = this.unit;
			}
			else {
				hashCharacter(second ? Character.toCodePoint(this.first, this.unit) : this.unit);
			}
		}
		return true;
	}

}
