package io.sightglass.processor;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes JSON: maps, lists, strings, numbers and booleans, two spaces a level.
 */
final class Json {

	private final StringBuilder text = new StringBuilder();

	private Json() {
	}

	static String write(Object value) {
		Json json = new Json();
		json.value(value, 0);
		return json.text.append('\n').toString();
	}

	private void value(Object value, int depth) {
		if (value instanceof Map<?, ?> map) {
			block('{', '}', map.entrySet(), depth);
		}
		else if (value instanceof Collection<?> list) {
			block('[', ']', list, depth);
		}
		else if (value instanceof Map.Entry<?, ?> entry) {
			string(String.valueOf(entry.getKey()));
			this.text.append(": ");
			value(entry.getValue(), depth);
		}
		else if (value instanceof String string) {
			string(string);
		}
		else {
			this.text.append(value);
		}
	}

	private void block(char open, char close, Collection<?> elements, int depth) {
		this.text.append(open);
		boolean inOneLine = elements.stream().allMatch((element) -> element instanceof String);
		for (Iterator<?> each = elements.iterator(); each.hasNext();) {
			if (!inOneLine) {
				line(depth + 1);
			}
			value(each.next(), depth + 1);
			this.text.append(each.hasNext() ? (inOneLine ? ", " : ",") : "");
		}
		if (!inOneLine) {
			line(depth);
		}
		this.text.append(close);
	}

	private void line(int depth) {
		this.text.append('\n').append("  ".repeat(depth));
	}

	private void string(String string) {
		this.text.append('"');
		for (int i = 0; i < string.length(); i++) {
			char c = string.charAt(i);
			if (c == '"' || c == '\\') {
				this.text.append('\\').append(c);
			}
			else if (c < ' ') {
				this.text.append("\\u%04x".formatted((int) c));
			}
			else {
				this.text.append(c);
			}
		}
		this.text.append('"');
	}

}
