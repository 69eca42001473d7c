package io.sightglass.dashboards.rules;

import java.util.Locale;

/**
 * Who is to be told.
 */
public enum Severity {

	/** Somebody now, day or night. */
	CRITICAL,

	/** The team, today. */
	WARNING,

	/** Whoever looks. */
	INFO;

	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
