package io.sightglass.meters.llm.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON that comes in pieces and tells of the names and plain values in its
 * objects. It keeps nothing but the names above the current place, so a body of any size
 * costs no memory. What stands between two top-level objects is skipped: the lines of an
 * event stream and the commas of an array read alike.
 */
final class JsonScanner {

	/** An object that is no known one: it is too deep, or its name is empty. */
	static final String UNNAMED = "?";

	private static final int MAX_DEPTH = 32;

	private static final long NO_COUNT = -1;

	private final Listener listener;

	private final String[] names = new String[MAX_DEPTH];

	private final JsonText text = new JsonText();

	private int depth;

	private String name = "";

	// A name if a colon follows, else an element of an array.
	private @Nullable String last;

	private boolean inText;

	private boolean valueNext;

	private boolean inNumber;

	JsonScanner(Listener listener) {
		this.listener = listener;
	}

	void feed(byte next) {
		if (this.inText) {
			if (this.text.ends(next)) {
				text();
			}
			return;
		}
		if (this.inNumber && !isOfNumber(next)) {
			number();
		}
		switch (next) {
			case '{' -> open();
			case '}' -> close();
			case '"' -> this.inText = this.depth > 0;
			case ':' -> colon();
			case ',' -> comma();
			default -> {
				if (this.inNumber || (this.depth > 0 && this.valueNext && beginsNumber(next))) {
					this.inNumber = true;
					this.text.keep(next);
				}
			}
		}
	}

	boolean isBetweenObjects() {
		return this.depth == 0;
	}

	private void text() {
		this.inText = false;
		String text = this.text.taken();
		if (this.valueNext) {
			this.valueNext = false;
			this.listener.text(parent(), this.name, text);
		}
		else {
			this.last = text;
		}
	}

	// That of an event stream's field stands behind no text.
	private void colon() {
		if (this.last != null) {
			this.name = this.last;
			this.last = null;
			this.valueNext = true;
		}
	}

	private void comma() {
		this.last = null;
		this.valueNext = false;
	}

	private void number() {
		this.inNumber = false;
		this.valueNext = false;
		String digits = this.text.taken();
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
			this.names[this.depth] = (this.depth > 0 && this.name.isEmpty()) ? UNNAMED : this.name;
		}
		if (this.depth < Integer.MAX_VALUE) {
			this.depth++;
		}
		this.name = "";
		comma();
	}

	private void close() {
		if (this.depth > 0) {
			this.depth--;
			comma();
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
		return (this.depth >= 1 && this.depth <= MAX_DEPTH) ? this.names[this.depth - 1] : UNNAMED;
	}

	private static boolean beginsNumber(byte next) {
		return (next >= '0' && next <= '9') || next == '-';
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
