package io.sightglass.meters.pipeline;

/**
 * Consumers that share partitions.
 *
 * <pre>
 * pipeline_rebalances_total{group="billing",pipeline="orders"} 2.0
 * </pre>
 */
public interface ConsumerGroup {

	/** Records nothing. */
	ConsumerGroup NONE = new ConsumerGroup() {
	};

	/** The partitions were dealt anew. */
	default void rebalanced() {
	}

}
