package io.sightglass.instrumentation.internal.http;

import io.micrometer.observation.Observation;
import io.sightglass.meters.http.HttpExchange;

/**
 * How the web server at hand tells the bytes of an exchange. Asked only for exchanges in
 * the sample.
 *
 * @param <C> the observation of the stack
 */
public interface BodySizes<C extends Observation.Context> {

	/**
	 * The request came in.
	 * @param context the request's observation
	 * @param exchange to be told of the bytes, once all have passed
	 */
	void begin(C context, HttpExchange exchange);

	static <C extends Observation.Context> BodySizes<C> none() {
		return (context, exchange) -> {
		};
	}

}
