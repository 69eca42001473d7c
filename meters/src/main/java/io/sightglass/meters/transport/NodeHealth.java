package io.sightglass.meters.transport;

/**
 * The health of a node, in the order of its values.
 */
public enum NodeHealth {

	/** 0: nothing passes. */
	DOWN,

	/** 1: something passes, but slowly or with losses. */
	DEGRADED,

	/** 2: all is well. */
	HEALTHY;

	/**
	 * What the gauge shows.
	 * @return 0, 1 or 2
	 */
	public int value() {
		return ordinal();
	}

}
