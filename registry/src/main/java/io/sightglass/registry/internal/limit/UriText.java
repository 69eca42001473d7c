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
		String bare = withoutParameters(whole ? withoutUser(path) : path);
		// What stood around a parameter may be the start of a whole one now.
		return withoutUser(bare);
	}

	private static String upTo(String value, char end) {
		int at = value.indexOf(end);
		return (at < 0) ? value : value.substring(0, at);
	}

	private static String withoutUser(String value) {
		StringBuilder bare = new StringBuilder();
		int kept = 0;
		for (int at = value.indexOf(AUTHORITY); at >= 0; at = value.indexOf(AUTHORITY, at + 1)) {
			int host = at + AUTHORITY.length();
			int user = lastAt(value, host);
			if (user >= 0) {
				bare.append(value, kept, host);
				kept = user + 1;
			}
		}
		return (kept == 0) ? value : bare.append(value, kept, value.length()).toString();
	}

	private static int lastAt(String value, int host) {
		int last = -1;
		for (int i = host; i < value.length() && value.charAt(i) != '/'; i++) {
			last = (value.charAt(i) == '@') ? i : last;
		}
		return last;
	}

	private static String withoutParameters(String value) {
		StringBuilder bare = new StringBuilder();
		int kept = 0;
		for (int at = value.indexOf(';'); at >= 0; at = value.indexOf(';', kept)) {
			bare.append(value, kept, at);
			int slash = value.indexOf('/', at);
			kept = (slash < 0) ? value.length() : slash;
		}
		return (kept == 0) ? value : bare.append(value, kept, value.length()).toString();
	}

}
