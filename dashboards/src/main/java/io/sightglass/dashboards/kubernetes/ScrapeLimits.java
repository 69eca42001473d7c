package io.sightglass.dashboards.kubernetes;

/**
 * The limits that we recommend: high enough for every family with histograms, low enough
 * that one instance gone wild does not take Prometheus with it.
 */
public final class ScrapeLimits {

	/** Samples of a scrape. */
	public static final int SAMPLES = 20_000;

	/** Labels of a series, the target's own included. */
	public static final int LABELS = 40;

	/** Characters of a label's name. */
	public static final int LABEL_NAME_LENGTH = 100;

	/** Characters of a label's value; ours end at 200. */
	public static final int LABEL_VALUE_LENGTH = 300;

	private ScrapeLimits() {
	}

}
