package io.sightglass.instrumentation.internal.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;

import io.sightglass.instrumentation.internal.part.WrongProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * A path pattern with an optional method, compiled once. A pattern that is only a prefix
 * or only a path, as most are, is compared as a string.
 */
final class RequestPattern {

	private static final String PROPERTY = "sightglass.http.exclude";

	private static final String EVERYTHING_BELOW = "/**";

	private final @Nullable String method;

	private final PathPattern pattern;

	private final @Nullable String prefix;

	private final @Nullable String exact;

	private final String beginning;

	private RequestPattern(@Nullable String method, PathPattern pattern) {
		this.method = method;
		this.pattern = pattern;
		String text = pattern.getPatternString();
		boolean below = text.endsWith(EVERYTHING_BELOW);
		String stem = below ? text.substring(0, text.length() - EVERYTHING_BELOW.length()) : text;
		boolean plain = stem.chars().noneMatch(RequestPattern::isSpecial);
		this.prefix = (plain && below) ? stem : null;
		this.exact = (plain && !below) ? stem : null;
		this.beginning = beginning(text);
	}

	private static boolean isSpecial(int character) {
		return "*?{}[]\\%;".indexOf(character) >= 0;
	}

	// The whole segments before the first that is not plain; {*rest} matches without its
	// slash.
	private static String beginning(String text) {
		int plain = 0;
		while (plain < text.length() && !isSpecial(text.charAt(plain))) {
			plain++;
		}
		int slash = text.lastIndexOf('/', Math.min(plain, text.length() - 1));
		return (slash > 0) ? text.substring(0, slash) : "";
	}

	static RequestPattern parse(String text) {
		String[] words = text.strip().split("\\s+");
		if (words.length > 2 || words[0].isEmpty()) {
			throw invalid(text, "a pattern is a path such as /internal/**, or a method and a path");
		}
		String path = words[words.length - 1];
		if (!path.startsWith("/")) {
			throw invalid(text, "the path must begin with /");
		}
		try {
			return new RequestPattern((words.length == 2) ? method(text, words[0]) : null,
					PathPatternParser.defaultInstance.parse(path));
		}
		catch (PatternParseException ex) {
			throw invalid(text, "the path does not parse: " + ex.getMessage() + " at position " + ex.getPosition());
		}
		catch (PatternSyntaxException ex) {
			throw invalid(text, "a regular expression in the path does not parse: " + ex.getDescription());
		}
	}

	private static String method(String text, String word) {
		String method = word.toUpperCase(Locale.ROOT);
		HttpMethod[] known = HttpMethod.values();
		if (!Arrays.asList(known).contains(HttpMethod.valueOf(method))) {
			throw invalid(text, "the method must be one of " + Arrays.toString(known));
		}
		return method;
	}

	private static RuntimeException invalid(String text, String reason) {
		return WrongProperty.of(PROPERTY, text, reason);
	}

	boolean isFor(String method) {
		return this.method == null || this.method.equals(method);
	}

	/**
	 * What a path without encoded characters and parameters is, as far as strings tell.
	 * @param path a path within the application
	 * @return whether it matches, or null where only the pattern knows
	 */
	@Nullable Boolean matchesPlain(String path) {
		if (this.prefix != null) {
			return path.startsWith(this.prefix)
					&& (path.length() == this.prefix.length() || path.charAt(this.prefix.length()) == '/');
		}
		if (this.exact != null) {
			return path.equals(this.exact);
		}
		return path.startsWith(this.beginning) ? null : Boolean.FALSE;
	}

	boolean matches(PathContainer path) {
		return this.pattern.matches(path);
	}

	@Override
	public String toString() {
		return (this.method == null) ? this.pattern.getPatternString() : this.method + " " + this.pattern;
	}

}
