package io.sightglass.registry.internal.scrape;

import io.micrometer.core.instrument.Counter;

/**
 * A counter that a scrape may have to show with an earlier value.
 */
public interface ShownCounter extends Counter {

	/**
	 * What a scrape shows.
	 * @return the count, or in the first scrape after a return, that from before
	 */
	double shown();

}
