package io.sightglass.meters.llm;

import java.util.Locale;

/**
 * What a provider allows only so much of in a time.
 */
public enum LlmLimit {

	/** Requests. */
	REQUESTS,

	/** Tokens, read and written. */
	TOKENS,

	/** Tokens that are read. */
	INPUT_TOKENS,

	/** Tokens that are written. */
	OUTPUT_TOKENS;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The limit as a tag value: its name in lower case.
	 * @return such as {@code requests}
	 */
	public String tag() {
		return this.tag;
	}

}
