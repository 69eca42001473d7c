package io.sightglass.meters.llm;

import java.util.Locale;

/**
 * By whose names calls are shown. Whatever only one of them knows, such as the cost, has
 * its name under each.
 */
public enum LlmConventions {

	/** Sightglass's names, {@code llm_*}. */
	SIGHTGLASS(true, false),

	/**
	 * Those of OpenTelemetry's conventions for generative AI, of version 0.1.0, in place
	 * of Sightglass's.
	 */
	OPENTELEMETRY(false, true),

	/**
	 * Those of OpenTelemetry's general conventions up to version 1.37, which most
	 * backends read today, in place of Sightglass's.
	 */
	OPENTELEMETRY_1_37(false, true),

	/** {@link #SIGHTGLASS} and {@link #OPENTELEMETRY}. */
	BOTH(true, true);

	private final boolean own;

	private final boolean openTelemetry;

	LlmConventions(boolean own, boolean openTelemetry) {
		this.own = own;
		this.openTelemetry = openTelemetry;
	}

	/**
	 * The name as it is written in configuration.
	 * @return such as {@code opentelemetry-1.37}
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace("_1_", "-1.");
	}

	/**
	 * Whether requests, durations, tokens and errors are shown under Sightglass's names.
	 * @return whether they are
	 */
	boolean isOwn() {
		return this.own;
	}

	/**
	 * Whether OpenTelemetry's names are shown.
	 * @return whether they are
	 */
	public boolean isOpenTelemetry() {
		return this.openTelemetry;
	}

}
