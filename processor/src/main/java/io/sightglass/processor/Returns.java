package io.sightglass.processor;

/**
 * What a method returns.
 */
enum Returns {

	NOTHING, TIMING, STOPWATCH, LEVEL, ANOTHER

}
