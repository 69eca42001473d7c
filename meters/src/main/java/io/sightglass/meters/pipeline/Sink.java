package io.sightglass.meters.pipeline;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

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
	 * @param origin the record's own timestamp; where it has none, or one of 1970 and
	 * before or older than a year, it is counted and not timed
	 */
	default void deliveredSince(@Nullable Instant origin) {
	}

}
