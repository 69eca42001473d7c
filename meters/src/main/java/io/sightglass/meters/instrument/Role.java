package io.sightglass.meters.instrument;

import java.util.Locale;

/**
 * Which end of a connection this process is.
 */
public enum Role {

	/** It listens. */
	SERVER,

	/** It connects. */
	CLIENT;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The role as a tag value: its name in lower case.
	 * @return such as {@code server}
	 */
	public String tag() {
		return this.tag;
	}

}
