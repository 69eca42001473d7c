package io.sightglass.meters.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.PerRegistry;

/**
 * What an HTTP server reports: a request comes in, is answered, and its bytes are known.
 * With Spring's observations this is called for you.
 *
 * <pre>
 * http_requests_total{method="GET",outcome="SUCCESS",status="200",uri="/orders/{id}"} 3.0
 * http_requests_active 1.0
 * http_request_size_bytes_sum{method="POST",uri="/orders"} 412.0
 * http_response_size_bytes_sum{method="GET",uri="/orders/{id}"} 1380.0
 * </pre>
 */
public interface HttpMeters {

	/** Measures nothing. */
	HttpMeters NONE = () -> HttpExchange.NONE;

	/**
	 * A request came in; it is in flight until it is answered.
	 * @return what takes the answer
	 */
	HttpExchange start();

	/**
	 * The application ends: whatever is still in flight counts now, as a request of which
	 * nothing is known, and no more when it ends.
	 */
	default void cutOff() {
	}

	/**
	 * HTTP meters of a registry, under the catalogue's own names; those that there are
	 * already, where there are.
	 * @param registry where they go
	 * @return the same for the same registry
	 */
	static HttpMeters in(MeterRegistry registry) {
		return PerRegistry.get(registry, HttpMeters.class,
				() -> new MicrometerHttpMeters(new Instruments(registry), Sampler.ALWAYS));
	}

	/**
	 * Meters on a registry. Requests are counted exactly; durations and sizes are
	 * recorded of those that the sampler takes.
	 * @param instruments makes the meters
	 * @param sampler asked once a request
	 * @return the meters
	 */
	static HttpMeters in(Instruments instruments, Sampler sampler) {
		return PerRegistry.offer(instruments.registry(), HttpMeters.class,
				new MicrometerHttpMeters(instruments, sampler));
	}

}
