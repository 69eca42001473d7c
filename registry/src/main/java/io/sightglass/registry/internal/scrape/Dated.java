package io.sightglass.registry.internal.scrape;

/**
 * A meter that knows when it began to count.
 */
public interface Dated {

	/**
	 * When its count was zero. A series that leaves and comes back goes on, and has begun
	 * where it did.
	 * @return milliseconds since 1970, 0 where nothing is to be said
	 */
	long created();

}
