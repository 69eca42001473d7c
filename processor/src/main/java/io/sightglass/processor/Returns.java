package io.sightglass.processor;

/**
 * What a method returns.
 */
enum Returns {

	NOTHING, SPAN, STOPWATCH, LEVEL, ANOTHER

}
