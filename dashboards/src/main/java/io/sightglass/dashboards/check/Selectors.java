package io.sightglass.dashboards.check;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the selectors in a query, and goes over it once. A brace in quotes ends none:
 * whoever chooses jobs by {@code shop-[0-9]{2}} writes one.
 */
final class Selectors {

	private final Map<String, String> found = new LinkedHashMap<>();

	private final String query;

	private int name;

	private int open = -1;

	private Selectors(String query) {
		this.query = query;
	}

	/**
	 * The selectors of a query that have matchers.
	 * @param query PromQL
	 * @return selectors with their names, in their order
	 */
	static Map<String, String> of(String query) {
		return new Selectors(query).find();
	}

	private Map<String, String> find() {
		for (int i = 0; i < this.query.length(); i++) {
			char next = this.query.charAt(i);
			switch (next) {
				case '"' -> i = closing(i);
				case '{' -> this.open = (this.name < i && !isDigit(this.query.charAt(this.name))) ? i : -1;
				case '}' -> close(i);
				default -> {
				}
			}
			if (this.open < 0 && !isOfName(next)) {
				this.name = i + 1;
			}
		}
		return this.found;
	}

	private void close(int at) {
		if (this.open >= 0) {
			this.found.put(this.query.substring(this.name, at + 1), this.query.substring(this.name, this.open));
			this.open = -1;
		}
	}

	private int closing(int quote) {
		int at = quote + 1;
		while (at < this.query.length() && this.query.charAt(at) != '"') {
			at += (this.query.charAt(at) == '\\') ? 2 : 1;
		}
		return at;
	}

	private static boolean isDigit(char next) {
		return next >= '0' && next <= '9';
	}

	private static boolean isOfName(char next) {
		return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || isDigit(next) || next == '_'
				|| next == ':';
	}

}
