package io.sightglass.meters.connection;

/**
 * Somebody who knows how many connections there are, and is asked at each scrape. A
 * negative answer means that it is not known. What is not known when the source is first
 * asked is not shown at all; what is not known later shows as NaN.
 *
 * <pre>
 * connections_active{endpoint="partners",protocol="http",role="client"} 8.0
 * connections_idle{endpoint="partners",protocol="http",role="client"} 5.0
 * connections_limit{endpoint="partners",protocol="http",role="client"} 50.0
 * connections_pending{endpoint="partners",protocol="http",role="client"} 0.0
 * </pre>
 */
public interface ConnectionSource {

	/** The answer to what is not known. */
	double UNKNOWN = -1;

	/**
	 * How many connections are open.
	 * @return the number, or a negative one
	 */
	default double active() {
		return UNKNOWN;
	}

	/**
	 * How many connections there may be.
	 * @return the number, or a negative one
	 */
	default double limit() {
		return UNKNOWN;
	}

	/**
	 * How many of the open ones wait for their next request.
	 * @return the number, or a negative one
	 */
	default double idle() {
		return UNKNOWN;
	}

	/**
	 * How many requests wait for a connection.
	 * @return the number, or a negative one
	 */
	default double pending() {
		return UNKNOWN;
	}

}
