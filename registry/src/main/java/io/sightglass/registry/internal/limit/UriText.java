package io.sightglass.registry.internal.limit;

import java.util.Set;

/**
 * Takes out of URIs what may be a secret and is different each time: user information,
 * queries, fragments and parameters behind a semicolon. Any value may have a whole URI in
 * it; a part of one is known by the tag's key. What a server's requests are called is a
 * pattern, in which a question mark is something else.
 */
final class UriText {

	private static final Set<String> KEYS = Set.of("uri", "url", "path", "target", "route", "http.route", "http.url",
			"http.target", "url.full", "url.path", "url.template", "routeUri");

	private static final String SERVER = "http.server.";

	private static final String AUTHORITY = "://";

	private UriText() {
	}

	/**
	 * A tag's value without what nobody should see.
	 * @param meter the meter's name
	 * @param key the tag's key
	 * @param value the tag's value
	 * @return the same one for nearly all
	 */
	static String bare(String meter, String key, String value) {
		boolean whole = value.contains(AUTHORITY);
		if (!whole && (meter.startsWith(SERVER) || !KEYS.contains(key))) {
			return value;
		}
		String path = upTo(upTo(value, '?'), '#');
		return withoutParameters(whole ? withoutUser(path) : path);
	}

	private static String upTo(String value, char end) {
		int at = value.indexOf(end);
		return (at < 0) ? value : value.substring(0, at);
	}

	private static String withoutUser(String value) {
		String rest = value;
		for (int at = rest.indexOf(AUTHORITY); at >= 0; at = rest.indexOf(AUTHORITY, at + 1)) {
			int host = at + AUTHORITY.length();
			int slash = rest.indexOf('/', host);
			int user = rest.lastIndexOf('@', (slash < 0) ? rest.length() : slash);
			rest = (user >= host) ? rest.substring(0, host) + rest.substring(user + 1) : rest;
		}
		return rest;
	}

	private static String withoutParameters(String value) {
		String rest = value;
		for (int at = rest.indexOf(';'); at >= 0; at = rest.indexOf(';')) {
			int slash = rest.indexOf('/', at);
			rest = rest.substring(0, at) + ((slash < 0) ? "" : rest.substring(slash));
		}
		return rest;
	}

}
