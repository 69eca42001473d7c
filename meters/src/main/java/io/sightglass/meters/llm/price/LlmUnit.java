package io.sightglass.meters.llm.price;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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

	private static final Map<LlmUnit, LlmUnit> KINDS = Map.of(CACHE_READ, INPUT, CACHE_WRITE, INPUT, CACHE_WRITE_1H,
			CACHE_WRITE, REASONING, OUTPUT, AUDIO_INPUT, INPUT, AUDIO_OUTPUT, OUTPUT, AUDIO_CACHE_READ, AUDIO_INPUT,
			IMAGE_INPUT, INPUT, IMAGE_OUTPUT, OUTPUT);

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

	/**
	 * The tokens whose price these have where they have none of their own. None comes
	 * behind its kind.
	 * @return the kind, or null where there is none
	 */
	@Nullable LlmUnit kindOf() {
		return KINDS.get(this);
	}

}
