package io.sightglass.instrumentation.internal.http;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.http.server.PathContainer;

/**
 * The requests that have no metrics.
 */
public final class ExcludedRequests {

	private final RequestPattern[] patterns;

	ExcludedRequests(List<String> patterns) {
		this.patterns = patterns.stream().map(RequestPattern::parse).toArray(RequestPattern[]::new);
	}

	/**
	 * Those that are given, or else the actuator's endpoints.
	 * @param patterns paths or methods and paths, where there are any
	 * @param environment where the actuator's base path is found
	 * @param dispatcherPath what stands before it within the context path
	 * @return the excluded requests
	 */
	public static ExcludedRequests of(@Nullable List<String> patterns, Environment environment, String dispatcherPath) {
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
	 * @param <R> the type of the request
	 * @param request the request
	 * @param routed the decoded path to which the server maps it, asked for only where
	 * the raw one may be another; excluded is what is so by both
	 * @return whether it is excluded
	 */
	<R> boolean contains(String method, String path, R request, Function<R, String> routed) {
		if (isPlain(path)) {
			return contains(method, path);
		}
		String matched = withoutParameters(path);
		return matched != null && contains(method, matched) && contains(method, routed.apply(request));
	}

	private boolean contains(String method, String path) {
		PathContainer parsed = null;
		for (RequestPattern pattern : this.patterns) {
			if (!pattern.isFor(method)) {
				continue;
			}
			Boolean matches = pattern.matchesPlain(path);
			if (matches == null) {
				parsed = (parsed != null) ? parsed : parsed(path);
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

	// As Spring matches it to a handler: steps upwards are none for it. The server
	// answers with an error of its own to what cannot be parsed, wherever it points.
	private static @Nullable String withoutParameters(String path) {
		try {
			return PathContainer.parsePath(path)
				.elements()
				.stream()
				.map((element) -> (element instanceof PathContainer.PathSegment segment) ? segment.valueToMatch()
						: element.value())
				.collect(Collectors.joining());
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	// It is decoded already.
	private static PathContainer parsed(String path) {
		return PathContainer.parsePath(path.replace("%", "%25").replace(";", "%3B"));
	}

}
