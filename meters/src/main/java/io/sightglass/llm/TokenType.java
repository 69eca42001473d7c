package io.sightglass.llm;

import java.util.Locale;

/**
 * The kinds of tokens. No kind contains another, and none is called total.
 */
public enum TokenType {

	/** Prompt tokens outside any cache. */
	INPUT,

	/** Tokens of the answer. */
	OUTPUT,

	/** Prompt tokens read from a cache. */
	CACHE_READ,

	/** Prompt tokens written to a cache. */
	CACHE_WRITE,

	/** Tokens thought and not said. */
	REASONING;

	private final String tag = name().toLowerCase(Locale.ROOT);

	public String tag() {
		return this.tag;
	}

}
