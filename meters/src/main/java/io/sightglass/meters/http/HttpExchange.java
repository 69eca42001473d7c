package io.sightglass.meters.http;

import io.micrometer.common.KeyValues;

/**
 * A request and its answer. Both methods may be called in any order, from any thread, and
 * more than once: the first of each counts.
 *
 * <pre>
 * http_server_requests_seconds_count{error="none",exception="none",method="POST",outcome="REDIRECTION",status="302",uri="/owners/new"} 1
 * http_request_size_bytes_sum{method="POST",uri="/owners/new"} 54.0
 * http_response_size_bytes_sum{method="POST",uri="/owners/new"} 409.0
 * </pre>
 */
public interface HttpExchange {

	/** Measures nothing. */
	HttpExchange NONE = new HttpExchange() {

		@Override
		public boolean sampled() {
			return false;
		}

		@Override
		public boolean inFlight() {
			return false;
		}

		@Override
		public void answered(String timer, KeyValues tags, String error) {
		}

		@Override
		public void transferred(long requestBytes, long responseBytes) {
		}

	};

	/**
	 * Whether the duration and sizes of this exchange are wanted.
	 * @return whether it is in the sample
	 */
	boolean sampled();

	/**
	 * Whether the request still waits for its answer.
	 * @return whether it is in flight
	 */
	boolean inFlight();

	/**
	 * The request was answered, or never will be.
	 * @param timer the name of the timer, which the application may have changed
	 * @param tags the tags of the timer, which the application may have extended
	 * @param error the simple name of what was thrown, or "none"
	 */
	void answered(String timer, KeyValues tags, String error);

	/**
	 * The last byte has passed.
	 * @param requestBytes bytes of the request's body that were read
	 * @param responseBytes bytes of the response's body that were sent
	 */
	void transferred(long requestBytes, long responseBytes);

}
