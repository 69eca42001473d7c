package io.sightglass.meters.transport;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

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
	 * @param took the latency, if that is known
	 */
	default void latency(@Nullable Duration took) {
	}

	/**
	 * Begins to time what passes.
	 * @return what {@link #stopTiming(long)} wants
	 */
	default long startTiming() {
		return 0;
	}

	/**
	 * It has passed.
	 * @param started what {@link #startTiming()} gave
	 */
	default void stopTiming(long started) {
	}

	/**
	 * How the node is; shown from the first call on.
	 * @param health its health
	 */
	default void health(NodeHealth health) {
	}

}
