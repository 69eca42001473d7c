package io.sightglass.meters.llm.internal.wire;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the field {@code model} off a form of several parts, as sound and pictures are
 * sent in. A part's head stands behind the line that the form begins with, and nowhere
 * else: files and prompts may hold what looks like one.
 */
final class FormParts {

	// Two hyphens, a boundary and the end of the line before it.
	private static final int LONGEST = 2 + 70 + 2;

	// Outside of the quotes of another parameter, such as the file's name.
	private static final Pattern MODEL = Pattern
		.compile("content-disposition\\s*:([^\";]|\"([^\"\\\\]|\\\\.)*+\"|;(?!\\s*name\\s*=))*+"
				+ ";\\s*name\\s*=\\s*(\"model\"|model)\\s*(;.*)?");

	private final byte[] delimiter = new byte[LONGEST];

	private final JsonText line = new JsonText();

	private Inside inside = Inside.FIRST_LINE;

	private int length;

	private int matched;

	private boolean model;

	FormParts() {
		this.delimiter[this.length++] = '\r';
		this.delimiter[this.length++] = '\n';
	}

	/**
	 * Reads on.
	 * @param bytes what came
	 * @param from where to begin
	 * @param to where that ends
	 * @return whether the field has been found, or there is none
	 */
	boolean isReadBy(byte[] bytes, int from, int to) {
		int i = from;
		while (i < to && this.inside != Inside.NOTHING) {
			if (this.inside == Inside.OTHER && this.matched == 0) {
				i = Search.LINE.first(bytes, i, to);
			}
			if (i < to) {
				next(bytes[i++]);
			}
		}
		return this.inside == Inside.NOTHING;
	}

	/**
	 * What the field says.
	 * @return the field, empty where there is none
	 */
	JsonText field() {
		return this.line;
	}

	private void next(byte next) {
		switch (this.inside) {
			case FIRST_LINE -> firstLine(next);
			case DELIMITED ->
				this.inside = (next == '\n') ? Inside.HEAD : (next == '-') ? Inside.NOTHING : Inside.DELIMITED;
			case HEAD -> head(next);
			default -> body(next);
		}
	}

	private void firstLine(byte next) {
		if (next == '\n') {
			this.inside = Inside.HEAD;
		}
		else if (next != '\r' && this.length == LONGEST) {
			this.inside = Inside.NOTHING;
		}
		else if (next != '\r') {
			this.delimiter[this.length++] = next;
		}
	}

	private void head(byte next) {
		if (next == '\r') {
			return;
		}
		if (next != '\n') {
			this.line.keep(next);
			return;
		}
		boolean blank = this.line.length() == 0;
		this.model |= !blank && MODEL.matcher(this.line.toString().toLowerCase(Locale.ROOT)).matches();
		this.line.clear();
		if (blank) {
			this.inside = this.model ? Inside.MODEL : Inside.OTHER;
			// The delimiter may follow at once.
			this.matched = 2;
		}
	}

	private void body(byte next) {
		if (this.inside == Inside.MODEL) {
			if (next == '\r' || next == '\n') {
				this.inside = Inside.NOTHING;
			}
			else {
				this.line.keep(next);
			}
			return;
		}
		this.matched = (next == this.delimiter[this.matched]) ? this.matched + 1 : (next == '\r') ? 1 : 0;
		if (this.matched == this.length) {
			this.matched = 0;
			this.inside = Inside.DELIMITED;
		}
	}

	private enum Inside {

		/** The line that tells the parts apart. */
		FIRST_LINE,

		/** The rest of such a line. */
		DELIMITED,

		/** What stands before a part. */
		HEAD,

		/** The part that is looked for. */
		MODEL,

		/** Another part. */
		OTHER,

		/** Nothing that is looked for. */
		NOTHING

	}

}
