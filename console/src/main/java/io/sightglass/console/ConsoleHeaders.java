package io.sightglass.console;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What goes with every answer below the console's path, refusals and errors included: an
 * operation of an endpoint has no say in headers, and a meta tag cannot forbid frames.
 *
 * Nothing is stored, assets neither: after an upgrade no page runs with the scripts of
 * another version.
 */
final class ConsoleHeaders {

	private static final Map<String, String> HEADERS = Map.of("Content-Security-Policy",
			"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
					+ "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			"X-Frame-Options", "DENY", "X-Content-Type-Options", "nosniff", "Cross-Origin-Resource-Policy",
			"same-origin", "Referrer-Policy", "no-referrer", HttpHeaders.CACHE_CONTROL, "no-store");

	private final EndpointPaths paths;

	private final Supplier<@Nullable PathPattern> pattern;

	ConsoleHeaders(EndpointPaths paths) {
		this.paths = paths;
		this.pattern = SingletonSupplier.ofNullable(() -> pattern(paths.console()));
	}

	private static @Nullable PathPattern pattern(@Nullable String path) {
		return (path != null) ? PathPatternParser.defaultInstance.parse(path + "/{*below}") : null;
	}

	/**
	 * Where the console is, seen from its path with a slash behind it: to the endpoint
	 * that is the name of an asset, and the page's own links lead elsewhere from there.
	 * @param method the method of the request
	 * @param path the path within the application
	 * @param query the query of the request
	 * @return a relative address, or null where the request is none for that path
	 */
	@Nullable String elsewhere(String method, PathContainer path, @Nullable String query) {
		String console = this.paths.console();
		if (console == null || !path.value().equals(console + "/")
				|| !(method.equals("GET") || method.equals("HEAD"))) {
			return null;
		}
		return "../" + console.substring(console.lastIndexOf('/') + 1) + ((query != null) ? "?" + query : "");
	}

	/**
	 * Writes the headers, if it is the console's path.
	 * @param path the path within the application
	 * @param set sets a header
	 * @param add adds a value to a header that others may have set
	 */
	void write(PathContainer path, BiConsumer<String, String> set, BiConsumer<String, String> add) {
		PathPattern ours = this.pattern.get();
		if (ours != null && ours.matches(path)) {
			HEADERS.forEach(set);
			// A page or JSON, by what is accepted.
			add.accept(HttpHeaders.VARY, HttpHeaders.ACCEPT);
		}
	}

}
