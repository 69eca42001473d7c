package io.sightglass.meters.instrument;

import java.util.Locale;

/**
 * How something that was begun has ended.
 */
public enum Outcome {

	/** It did what it should. */
	SUCCESS,

	/** It failed. */
	ERROR,

	/** Somebody stopped it on purpose. */
	CANCELLED,

	/** It was begun and never ended by its owner. */
	ABANDONED;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The outcome as a tag value: its name in lower case.
	 * @return such as {@code success}
	 */
	public String tag() {
		return this.tag;
	}

}
