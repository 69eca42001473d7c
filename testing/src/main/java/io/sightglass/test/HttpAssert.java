package io.sightglass.test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sightglass.meters.http.HttpMeter;

/**
 * What was recorded of an HTTP server's requests with a method and route.
 *
 * <pre class="code">
 * assertThat(registry).http("GET", "/orders/{id}").hasRequests(3).hasRequests(1, 404);
 * </pre>
 */
public final class HttpAssert extends FamilyAssert<HttpAssert> {

	private final Tags route;

	HttpAssert(MeterRegistry registry, String method, String uri) {
		super(registry, HttpAssert.class, method + " " + uri, HttpMeter.REQUESTS);
		this.route = Tags.of("method", method, "uri", uri);
	}

	/**
	 * So many requests were answered.
	 * @param requests how many
	 * @return this
	 */
	public HttpAssert hasRequests(long requests) {
		return shows(requests, "requests", HttpMeter.REQUESTS, this.route);
	}

	/**
	 * So many requests were answered with a status.
	 * @param requests how many
	 * @param status the status
	 * @return this
	 */
	public HttpAssert hasRequests(long requests, int status) {
		return shows(requests, "requests with the status " + status, HttpMeter.REQUESTS,
				this.route.and("status", Integer.toString(status)));
	}

	/**
	 * So many requests are in progress now, of all routes.
	 * @param requests how many
	 * @return this
	 */
	public HttpAssert hasActive(long requests) {
		return shows(requests, "requests of all routes active", HttpMeter.REQUESTS_ACTIVE, Tags.empty());
	}

}
