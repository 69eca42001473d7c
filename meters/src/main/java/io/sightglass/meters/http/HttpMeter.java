package io.sightglass.meters.http;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * The meters of the HTTP server.
 */
public enum HttpMeter implements CatalogueMeter {

	SERVER_REQUESTS(
			MeterSpec.timer("http.server.requests", "Duration of HTTP server requests, with Boot's name and tags.",
					"method", "uri", "status", "outcome", "exception", "error")),

	REQUESTS(MeterSpec.counter("http.requests", "HTTP server requests, counted exactly whatever the sample rate.",
			"method", "uri", "status", "outcome")),

	REQUESTS_ACTIVE(MeterSpec.gauge("http.requests.active", "HTTP server requests in progress.")),

	REQUEST_SIZE(MeterSpec
		.summary("http.request.size",
				"Bytes of request bodies that the server read, as transferred. What has no body does not count.",
				"method", "uri")
		.in("bytes")),

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
