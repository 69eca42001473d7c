package io.sightglass.meters.llm;

import java.util.Locale;

import io.sightglass.meters.llm.price.TokenUsage;

/**
 * The kinds of tokens. No kind contains another, and none is called total.
 */
enum TokenType {

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

	String tag() {
		return this.tag;
	}

	/**
	 * How many of this kind there are.
	 * @param usage what was used
	 * @return the number
	 */
	long in(TokenUsage usage) {
		return switch (this) {
			case INPUT -> usage.input();
			case OUTPUT -> usage.output();
			case CACHE_READ -> usage.cacheRead();
			case CACHE_WRITE -> usage.cacheWrite();
			case REASONING -> usage.reasoning();
		};
	}

}
