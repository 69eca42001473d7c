package io.sightglass.benchmarks.http;

/**
 * Who measures a request.
 */
public enum Handlers {

	/** Nobody. */
	NOTHING,

	/** Boot's default handler, with its active timer. */
	BOOT,

	/** Boot's default handler, with {@code ignored-meters: long_task_timer}. */
	BOOT_WITHOUT_ACTIVE,

	/** Sightglass, everything timed. */
	SIGHTGLASS,

	/** Sightglass, one request in a hundred timed. */
	SIGHTGLASS_SAMPLED,

	/** Sightglass, where the request is excluded by the second of two patterns. */
	SIGHTGLASS_EXCLUDED,

	/** Sightglass, with ten patterns of which none matches. */
	SIGHTGLASS_TEN_PATTERNS

}
