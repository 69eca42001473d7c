package io.sightglass.meters.pipeline;

/**
 * What a method of a stage returns to say that it filtered its record.
 */
public enum FilteredWhen {

	/** Null, or a {@code Mono} that ends empty. */
	NULL,

	/** An empty {@code Optional}, or an empty collection. */
	EMPTY,

	/** {@code false}, for methods that answer whether a record may pass. */
	FALSE

}
