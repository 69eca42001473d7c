package io.sightglass.meters.llm.price;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The lines of a price file and their cells, as RFC 4180 writes them, in one pass. A line
 * that cannot be read ends where it ends: a quote that is left open costs no other line.
 */
final class PriceRows {

	static final int MAX_LINE = 4096;

	private static final String DATE = "# date:";

	private final String text;

	private int start;

	private int end;

	private int line;

	private int next = 1;

	private @Nullable String date;

	private int dateLine;

	PriceRows(String text) {
		this.text = text;
		this.end = text.startsWith("\uFEFF") ? 1 : 0;
	}

	/**
	 * Goes on to the next line that is neither blank nor a comment.
	 * @return whether there is one
	 */
	boolean next() {
		while (this.end < this.text.length()) {
			this.start = this.end;
			this.line = this.next;
			moveBehind(endOfLine(this.start));
			int first = withoutSpaces(this.start);
			if (!isEnd(first) && this.text.charAt(this.start) != '#') {
				return true;
			}
			if (this.date == null && this.text.startsWith(DATE, this.start)) {
				this.date = this.text.substring(this.start + DATE.length(), endOfLine(this.start)).strip();
				this.dateLine = this.line;
			}
		}
		return false;
	}

	/**
	 * The number of the line.
	 * @return 1 for the first
	 */
	int line() {
		return this.line;
	}

	/**
	 * What a comment so far says of the file's date.
	 * @return its text, or null where none does
	 */
	@Nullable String date() {
		return this.date;
	}

	int dateLine() {
		return this.dateLine;
	}

	/**
	 * The cells of the line.
	 * @param cells gets them, and those before the one that is wrong
	 * @throws IllegalArgumentException where the line is too long, or a quote is wrong
	 */
	void cells(List<String> cells) {
		int at = this.start;
		while (true) {
			at = withoutSpaces(at);
			at = (at < this.text.length() && this.text.charAt(at) == '"') ? quoted(at, cells) : plain(at, cells);
			if (isEnd(at)) {
				this.next = this.line;
				moveBehind(at);
				return;
			}
			at++;
		}
	}

	private int plain(int from, List<String> cells) {
		int at = from;
		while (!isEnd(at) && this.text.charAt(at) != ',') {
			check(++at);
		}
		cells.add(this.text.substring(from, at).strip());
		return at;
	}

	private int quoted(int from, List<String> cells) {
		StringBuilder cell = new StringBuilder();
		int at = from + 1;
		while (true) {
			if (at >= this.text.length() || at - this.start > MAX_LINE) {
				throw new IllegalArgumentException("a quote is not closed within " + MAX_LINE + " characters");
			}
			char next = this.text.charAt(at++);
			if (next != '"') {
				cell.append(next);
			}
			else if (at < this.text.length() && this.text.charAt(at) == '"') {
				cell.append(next);
				at++;
			}
			else {
				break;
			}
		}
		at = withoutSpaces(at);
		if (!isEnd(at) && this.text.charAt(at) != ',') {
			throw new IllegalArgumentException("there is text behind a closing quote");
		}
		cells.add(cell.toString().strip());
		return at;
	}

	private int withoutSpaces(int from) {
		int at = from;
		while (!isEnd(at) && Character.isWhitespace(this.text.charAt(at))) {
			check(++at);
		}
		return at;
	}

	private void check(int at) {
		if (at - this.start > MAX_LINE) {
			throw new IllegalArgumentException("it has more than " + MAX_LINE + " characters");
		}
	}

	private int endOfLine(int from) {
		int at = from;
		while (!isEnd(at)) {
			at++;
		}
		return at;
	}

	private boolean isEnd(int at) {
		return at >= this.text.length() || this.text.charAt(at) == '\n' || this.text.charAt(at) == '\r';
	}

	// A quoted cell may go over several lines.
	private void moveBehind(int lineEnd) {
		int at = this.start;
		while (at <= lineEnd && at < this.text.length()) {
			char character = this.text.charAt(at++);
			if (character == '\n' || character == '\r') {
				this.next++;
				if (character == '\r' && at < this.text.length() && this.text.charAt(at) == '\n') {
					at++;
				}
			}
		}
		this.end = at;
	}

}
