package io.sightglass.meters.llm.internal.wire;

import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON that comes in pieces and tells of the names and plain values in its
 * objects. It keeps nothing but the names above the current place, so a body of any size
 * costs no memory. What stands between two top-level objects is skipped: the lines of an
 * event stream and the commas of an array read alike.
 */
final class JsonScanner {

	private static final int MAX_TEXT = 256;

	private static final int MAX_DEPTH = 32;

	private static final long NO_COUNT = -1;

	private final Listener listener;

	private final String[] names = new String[MAX_DEPTH];

	private final byte[] text = new byte[MAX_TEXT];

	private int length;

	private int depth;

	private String name = "";

	private boolean inText;

	private boolean escaped;

	private boolean valueNext;

	private boolean inNumber;

	JsonScanner(Listener listener) {
		this.listener = listener;
	}

	void feed(byte next) {
		if (this.inText) {
			inText(next);
			return;
		}
		if (this.inNumber && !isOfNumber(next)) {
			number();
		}
		switch (next) {
			case '{' -> open();
			case '}' -> close();
			case '"' -> this.inText = this.depth > 0;
			case ':' -> this.valueNext = this.depth > 0;
			case ',' -> this.valueNext = false;
			default -> {
				if (this.depth > 0 && this.valueNext && isOfNumber(next)) {
					this.inNumber = true;
					keep(next);
				}
			}
		}
	}

	boolean isBetweenObjects() {
		return this.depth == 0;
	}

	private void inText(byte next) {
		if (this.escaped) {
			this.escaped = false;
			keep(next);
		}
		else if (next == '\\') {
			this.escaped = true;
		}
		else if (next != '"') {
			keep(next);
		}
		else {
			text();
		}
	}

	private void text() {
		this.inText = false;
		String text = taken();
		if (this.valueNext) {
			this.valueNext = false;
			this.listener.text(parent(), this.name, text);
		}
		else {
			this.name = text;
		}
	}

	private void number() {
		this.inNumber = false;
		this.valueNext = false;
		String digits = taken();
		this.listener.number(parent(), this.name, count(digits));
	}

	// A fraction is no count of tokens, nor is what no long holds.
	private static long count(String digits) {
		try {
			return Long.parseLong(digits);
		}
		catch (NumberFormatException ex) {
			return NO_COUNT;
		}
	}

	private void open() {
		if (this.depth < MAX_DEPTH) {
			this.names[this.depth] = this.name;
		}
		this.depth++;
		this.name = "";
		this.valueNext = false;
	}

	private void close() {
		if (this.depth > 0) {
			this.depth--;
			this.valueNext = false;
			// The next element of an array has the array's name, not that of a
			// neighbour's.
			this.name = (this.depth < MAX_DEPTH) ? this.names[this.depth] : "";
			if (this.depth == 0) {
				this.name = "";
				this.listener.objectEnded();
			}
		}
	}

	private String parent() {
		return (this.depth >= 1 && this.depth <= MAX_DEPTH) ? this.names[this.depth - 1] : "";
	}

	private void keep(byte next) {
		if (this.length < MAX_TEXT) {
			this.text[this.length++] = next;
		}
	}

	private String taken() {
		String taken = new String(this.text, 0, this.length, StandardCharsets.UTF_8);
		this.length = 0;
		return taken;
	}

	private static boolean isOfNumber(byte next) {
		return (next >= '0' && next <= '9') || next == '-' || next == '.' || next == 'e' || next == 'E' || next == '+';
	}

	/**
	 * Told of what the scanner comes across.
	 */
	interface Listener {

		void text(String parent, String name, String value);

		void number(String parent, String name, long value);

		void objectEnded();

	}

}
