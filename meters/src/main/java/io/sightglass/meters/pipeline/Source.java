package io.sightglass.meters.pipeline;

/**
 * Where records come in.
 *
 * <pre>
 * pipeline_records_received_total{pipeline="orders",source="shop"} 1000.0
 * pipeline_backpressure_total{pipeline="orders",source="shop"} 3.0
 * </pre>
 */
public interface Source {

	/** Records nothing. */
	Source NONE = new Source() {
	};

	/** Takes one record in, which is in flight from now on. */
	default void received() {
		received(1);
	}

	/**
	 * Takes a batch in.
	 * @param records how many; each is in flight from now on
	 */
	default void received(long records) {
	}

	/** The source had to wait. */
	default void backpressure() {
	}

}
