package io.sightglass.autoconfigure.http;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.core.env.Environment;
import org.springframework.http.server.PathContainer;

/**
 * The requests that have no metrics.
 */
final class ExcludedRequests {

	private final RequestPattern[] patterns;

	ExcludedRequests(List<String> patterns) {
		this.patterns = patterns.stream().map(RequestPattern::parse).toArray(RequestPattern[]::new);
	}

	/**
	 * Those of the properties, or else the actuator's endpoints.
	 * @param properties the properties
	 * @param environment where the actuator's base path is found
	 * @param dispatcherPath what stands before it within the context path
	 * @return the excluded requests
	 */
	static ExcludedRequests of(HttpProperties properties, Environment environment, String dispatcherPath) {
		List<String> patterns = properties.exclude();
		return new ExcludedRequests((patterns != null) ? patterns : actuator(environment, dispatcherPath));
	}

	private static List<String> actuator(Environment environment, String dispatcherPath) {
		String base = trim(environment.getProperty("management.endpoints.web.base-path", "/actuator"));
		// At the root the endpoints cannot be told from the application.
		return base.isEmpty() ? List.of() : List.of(trim(dispatcherPath) + base + "/**");
	}

	private static String trim(String path) {
		String trimmed = path;
		while (trimmed.endsWith("/")) {
			trimmed = trimmed.substring(0, trimmed.length() - 1);
		}
		return (trimmed.isEmpty() || trimmed.startsWith("/")) ? trimmed : "/" + trimmed;
	}

	/**
	 * Whether a request has no metrics.
	 * @param method its method
	 * @param path its raw path within the context path
	 * @param routed the decoded path by which the server routes, asked for only where the
	 * raw one may be another
	 * @return whether it is excluded
	 */
	boolean contains(String method, String path, Supplier<String> routed) {
		String decided = isPlain(path) ? path : routed.get();
		PathContainer parsed = null;
		for (RequestPattern pattern : this.patterns) {
			if (!pattern.isFor(method)) {
				continue;
			}
			Boolean matches = pattern.matchesPlain(decided);
			if (matches == null) {
				parsed = (parsed != null) ? parsed : parsed(decided);
				matches = pattern.matches(parsed);
			}
			if (matches) {
				return true;
			}
		}
		return false;
	}

	private static boolean isPlain(String path) {
		return path.indexOf('%') < 0 && path.indexOf(';') < 0 && !path.contains("//") && !path.contains("/.");
	}

	// It is decoded already.
	private static PathContainer parsed(String path) {
		return PathContainer.parsePath(path.replace("%", "%25").replace(";", "%3B"));
	}

}
