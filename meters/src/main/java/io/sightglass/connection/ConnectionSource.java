package io.sightglass.connection;

/**
 * Somebody who knows how many connections are open, and is asked at each scrape. A
 * negative answer means that it is not known; the meter then shows NaN.
 */
public interface ConnectionSource {

	/**
	 * How many connections are open.
	 * @return the number, or a negative one
	 */
	double active();

	/**
	 * How many connections there may be.
	 * @return the number, or a negative one
	 */
	double limit();

	/**
	 * How many of the open ones wait for their next request.
	 * @return the number, or a negative one
	 */
	double idle();

}
