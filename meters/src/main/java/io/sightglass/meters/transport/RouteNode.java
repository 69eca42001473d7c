package io.sightglass.meters.transport;

/**
 * One node of a route: what passes it, how long it takes, and how it is. Hold it; nothing
 * here allocates.
 */
public interface RouteNode {

	/** Records nothing. */
	RouteNode NONE = new RouteNode() {
	};

	/**
	 * Bytes passed; the throughput comes from these.
	 * @param bytes how many
	 */
	default void passed(long bytes) {
	}

	/**
	 * Something took this long to pass.
	 * @param nanos the latency in nanoseconds
	 */
	default void latency(long nanos) {
	}

	/**
	 * Begins to time what passes.
	 * @return what {@link #end(long)} wants
	 */
	default long start() {
		return 0;
	}

	/**
	 * It has passed.
	 * @param start what {@link #start()} gave
	 */
	default void end(long start) {
	}

	/**
	 * How the node is; shown from the first call on.
	 * @param health its health
	 */
	default void health(Health health) {
	}

}
