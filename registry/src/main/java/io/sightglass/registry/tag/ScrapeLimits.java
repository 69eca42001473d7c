package io.sightglass.registry.tag;

/**
 * How large a scrape may become: what a registry keeps to, and what Prometheus may
 * therefore be set to refuse. Prometheus refuses the whole target for one label that is
 * too long.
 */
public final class ScrapeLimits {

	/** Values of each tag of each meter. */
	public static final int VALUES_PER_TAG = 100;

	/** Series of each meter name. */
	public static final int SERIES_PER_METER = 10_000;

	/** Samples, that is lines, of all meters together. */
	public static final int SAMPLES = 100_000;

	/** Megabytes of text of all meters together. */
	public static final int MEGABYTES = 50;

	/** Tags of a meter. */
	public static final int TAGS = 30;

	/** Bytes of a meter's name. */
	public static final int NAME_BYTES = 200;

	/** Bytes of a meter's base unit, which becomes a part of the name. */
	public static final int UNIT_BYTES = 40;

	/** Bytes of a meter's description. */
	public static final int DESCRIPTION_BYTES = 1000;

	/** Bytes of a tag's key. */
	public static final int KEY_BYTES = 90;

	/** Bytes of a tag's value. */
	public static final int VALUE_BYTES = 256;

	/**
	 * Bytes of a text that is kept as it was given, for Micrometer remembers what was
	 * asked for first.
	 */
	public static final int REMEMBERED_BYTES = 4096;

	/** For {@code sample_limit}: others than the registry may write some, too. */
	public static final int PROMETHEUS_SAMPLES = SAMPLES + SAMPLES / 5;

	/** For {@code body_size_limit}, in megabytes. */
	public static final int PROMETHEUS_MEGABYTES = MEGABYTES + MEGABYTES / 5;

	/** For {@code label_limit}, the name, the bound and the target's own included. */
	public static final int PROMETHEUS_LABELS = TAGS + 10;

	/** For {@code label_name_length_limit}. */
	public static final int PROMETHEUS_LABEL_NAME = 100;

	/**
	 * For {@code label_value_length_limit}, which the name of a metric must keep, too.
	 */
	public static final int PROMETHEUS_LABEL_VALUE = 300;

	private ScrapeLimits() {
	}

}
