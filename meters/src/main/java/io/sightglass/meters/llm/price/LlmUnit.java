package io.sightglass.meters.llm.price;

import java.util.Locale;

/**
 * What providers bill by. The first eleven are tokens: none contains another, so that
 * their sum is the total, and none is called total.
 */
public enum LlmUnit {

	/** Prompt tokens of text outside any cache. */
	INPUT,

	/** Tokens of the answer. */
	OUTPUT,

	/** Prompt tokens read from a cache. */
	CACHE_READ,

	/** Prompt tokens written to a cache that keeps them for some minutes. */
	CACHE_WRITE,

	/** Tokens thought and not said. */
	REASONING,

	/** Prompt tokens written to a cache that keeps them for an hour. */
	CACHE_WRITE_1H,

	/** Prompt tokens of sound outside any cache. */
	AUDIO_INPUT,

	/** Tokens of sound in the answer. */
	AUDIO_OUTPUT,

	/** Prompt tokens of sound read from a cache. */
	AUDIO_CACHE_READ,

	/** Prompt tokens of pictures outside any cache. */
	IMAGE_INPUT,

	/** Tokens of pictures in the answer. */
	IMAGE_OUTPUT,

	/** Pictures that were made. */
	IMAGE,

	/** Seconds of sound or film that were read or made, the last one whole. */
	SECOND,

	/** Pages that were read. */
	PAGE,

	/** Searches that the model or the provider made. */
	SEARCH,

	/** Units of a provider that ranks documents. */
	RERANK,

	/** Characters that were spoken or read. */
	CHARACTER,

	/** Requests, where each has a price of its own. */
	REQUEST;

	private static final int TOKENS = IMAGE.ordinal();

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The unit as a tag value and in a price file: its name in lower case.
	 * @return such as {@code cache_read}
	 */
	public String tag() {
		return this.tag;
	}

	/**
	 * Whether it is a kind of token.
	 * @return whether it counts in {@code llm.tokens}, not in {@code llm.units}
	 */
	public boolean isToken() {
		return ordinal() < TOKENS;
	}

}
