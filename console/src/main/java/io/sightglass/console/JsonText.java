package io.sightglass.console;

/**
 * Writes JSON straight into one buffer: a poll every two seconds should leave no garbage
 * of maps and boxes behind.
 */
final class JsonText {

	private static final char[] HEX = "0123456789abcdef".toCharArray();

	private final StringBuilder text = new StringBuilder(32 * 1024);

	private boolean comma;

	JsonText open(char bracket) {
		separate();
		this.text.append(bracket);
		this.comma = false;
		return this;
	}

	JsonText close(char bracket) {
		this.text.append(bracket);
		this.comma = true;
		return this;
	}

	JsonText name(String name) {
		separate();
		quote(name);
		this.text.append(':');
		this.comma = false;
		return this;
	}

	JsonText value(String value) {
		separate();
		quote(value);
		return this;
	}

	/**
	 * A number, or null where JSON has none for it.
	 * @param value the number
	 * @return this text
	 */
	JsonText value(double value) {
		separate();
		if (Double.isNaN(value) || Double.isInfinite(value)) {
			this.text.append("null");
		}
		else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
			this.text.append((long) value);
		}
		else {
			this.text.append(value);
		}
		return this;
	}

	JsonText value(boolean value) {
		separate();
		this.text.append(value);
		return this;
	}

	int mark() {
		return this.text.length();
	}

	/**
	 * Takes back what was written since a mark that stood after a closed value.
	 * @param mark the mark
	 * @return this text
	 */
	JsonText reset(int mark) {
		this.text.setLength(mark);
		this.comma = true;
		return this;
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

	private void separate() {
		if (this.comma) {
			this.text.append(',');
		}
		this.comma = true;
	}

	private void quote(String value) {
		this.text.append('"');
		for (int i = 0; i < value.length(); i++) {
			char letter = value.charAt(i);
			if (letter == '"' || letter == '\\') {
				this.text.append('\\').append(letter);
			}
			// Markup and line separators are escaped too: no reader can mistake them.
			else if (letter < ' ' || letter == '<' || letter == '>' || letter == '&' || letter > '~') {
				this.text.append("\\u")
					.append(HEX[letter >> 12])
					.append(HEX[(letter >> 8) & 15])
					.append(HEX[(letter >> 4) & 15])
					.append(HEX[letter & 15]);
			}
			else {
				this.text.append(letter);
			}
		}
		this.text.append('"');
	}

}
