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

	private final Supplier<@Nullable PathPattern> pattern;

	ConsoleHeaders(EndpointPaths paths) {
		this.pattern = SingletonSupplier.ofNullable(() -> pattern(paths.console()));
	}

	private static @Nullable PathPattern pattern(@Nullable String path) {
		return (path != null) ? PathPatternParser.defaultInstance.parse(path + "/{*below}") : null;
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
