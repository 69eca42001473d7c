package io.sightglass.meters.pipeline;

/**
 * Where records go out.
 *
 * <pre>
 * pipeline_records_delivered_total{pipeline="orders",sink="warehouse"} 968.0
 * </pre>
 */
public interface Sink {

	/** Records nothing. */
	Sink NONE = new Sink() {
	};

	/** Hands one record over. */
	default void delivered() {
		delivered(1);
	}

	/**
	 * Hands a batch over.
	 * @param records how many
	 */
	default void delivered(long records) {
	}

	/**
	 * Hands one record over and, when sampled, records how long it was on its way.
	 * @param originMillis the record's own timestamp, in milliseconds since 1970; zero,
	 * less and what is older than a year is counted and not timed
	 */
	default void deliveredSince(long originMillis) {
	}

}
