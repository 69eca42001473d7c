package io.sightglass.meters.http;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * The tags of the exact counter, read from those of the timer: in Boot's words, else in
 * OpenTelemetry's.
 */
final class RouteTags {

	private static final String UNKNOWN = "UNKNOWN";

	private final String method;

	private final String uri;

	private final String status;

	private final String outcome;

	RouteTags(KeyValues tags) {
		this.method = find(tags, "method", "http.request.method", UNKNOWN);
		this.uri = find(tags, "uri", "http.route", UNKNOWN);
		this.status = find(tags, "status", "http.response.status_code", UNKNOWN);
		this.outcome = find(tags, "outcome", "outcome", outcome(this.status));
	}

	String method() {
		return this.method;
	}

	String uri() {
		return this.uri;
	}

	String status() {
		return this.status;
	}

	String outcome() {
		return this.outcome;
	}

	private static String find(KeyValues tags, String key, String otherKey, String fallback) {
		String other = null;
		for (KeyValue tag : tags) {
			if (tag.getKey().equals(key)) {
				return tag.getValue();
			}
			if (tag.getKey().equals(otherKey)) {
				other = tag.getValue();
			}
		}
		return (other != null) ? other : fallback;
	}

	private static String outcome(String status) {
		if (status.length() != 3) {
			return UNKNOWN;
		}
		return switch (status.charAt(0)) {
			case '1' -> "INFORMATIONAL";
			case '2' -> "SUCCESS";
			case '3' -> "REDIRECTION";
			case '4' -> "CLIENT_ERROR";
			case '5' -> "SERVER_ERROR";
			default -> UNKNOWN;
		};
	}

}
