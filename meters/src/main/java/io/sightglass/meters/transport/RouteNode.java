package io.sightglass.meters.transport;

/**
 * One node of a route: what passes it, how long it takes, and how it is. Hold it; nothing
 * here allocates.
 *
 * <pre>
 * transport_hop_latency_seconds_count{hop="edge",kind="relay",route="letters"} 120
 * transport_hop_throughput_bps{hop="edge",kind="relay",route="letters"} 5120.0
 * transport_hop_health{hop="edge",kind="relay",route="letters"} 2.0
 * </pre>
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
