package io.sightglass.meters.http;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * The meters of the HTTP server.
 */
public enum HttpMeter implements CatalogueMeter {

	/** Durations under Boot's name and tags, {@code http_server_requests_seconds}. */
	SERVER_REQUESTS(
			MeterSpec.timer("http.server.requests", "Duration of HTTP server requests, with Boot's name and tags.",
					"method", "uri", "status", "outcome", "exception", "error")),

	/** Requests answered, {@code http_requests_total}. */
	REQUESTS(MeterSpec.counter("http.requests", "HTTP server requests, counted exactly whatever the sample rate.",
			"method", "uri", "status", "outcome")),

	/** Requests in progress, {@code http_requests_active}. */
	REQUESTS_ACTIVE(MeterSpec.gauge("http.requests.active", "HTTP server requests in progress.")),

	/** Bytes of request bodies, {@code http_request_size_bytes}. */
	REQUEST_SIZE(MeterSpec
		.summary("http.request.size",
				"Bytes of request bodies that the server read, as transferred. What has no body does not count.",
				"method", "uri")
		.in("bytes")),

	/** Bytes of response bodies, {@code http_response_size_bytes}. */
	RESPONSE_SIZE(MeterSpec.summary("http.response.size",
			"Bytes of response bodies as transferred: after compression, without headers. What has no body does not count.",
			"method", "uri")
		.in("bytes"));

	private final MeterSpec spec;

	HttpMeter(MeterSpec spec) {
		this.spec = spec;
	}

	@Override
	public MeterSpec spec() {
		return this.spec;
	}

}
