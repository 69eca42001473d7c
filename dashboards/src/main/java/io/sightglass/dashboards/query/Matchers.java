package io.sightglass.dashboards.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.sightglass.registry.internal.log.Printable;

/**
 * Label matchers that a user wrote, which are put between the braces of every selector as
 * they are: nothing in them may end the braces.
 */
final class Matchers {

	private static final int LONGEST = 1000;

	// Possessive, so that no text takes long.
	private static final Pattern MATCHER = Pattern.compile("""
			 *+(?<name>[a-zA-Z_][a-zA-Z0-9_]*+) *+(?<operator>=~|!~|!=|=) *+\
			(?:"(?<double>(?:[^"\\\\\\p{Cntrl}]++|\\\\[abfnrtv\\\\"])*+)"|\
			'(?<single>(?:[^'\\\\\\p{Cntrl}]++|\\\\[abfnrtv\\\\'])*+)') *+(?:,|$)""");

	// What Prometheus's regular expressions do not have, and Java's have.
	private static final Pattern FOREIGN = Pattern.compile("\\(\\?(?:[=!>]|<[=!])|\\\\[1-9kGXRZ]|[*+?}]\\+|&&");

	private Matchers() {
	}

	/**
	 * Refuses what Prometheus would.
	 * @param matchers matchers between commas, or the empty string
	 * @throws IllegalArgumentException if they are none
	 */
	static void require(String matchers) {
		Matcher found = MATCHER.matcher(matchers);
		int end = 0;
		while (end < matchers.length() && matchers.length() <= LONGEST) {
			if (!found.find(end) || found.start() != end || !isRight(found)) {
				break;
			}
			end = found.end();
		}
		// Others follow behind them.
		if (end < matchers.length() || matchers.endsWith(",")) {
			throw new IllegalArgumentException(
					"The selector is '%s', but it is matchers of labels on one line, such as job=~\"shop-.*\", with commas between them"
						.formatted(Printable.value(matchers)));
		}
	}

	private static boolean isRight(Matcher found) {
		// A selector has the metric's name already.
		return !found.group("name").equals("__name__")
				&& (!found.group("operator").endsWith("~") || isExpression(found));
	}

	private static boolean isExpression(Matcher found) {
		String value = (found.group("double") != null) ? found.group("double") : found.group("single");
		String expression = value.replaceAll("\\\\(.)", "$1");
		try {
			Pattern.compile(expression);
			return !FOREIGN.matcher(expression).find();
		}
		catch (PatternSyntaxException ex) {
			return false;
		}
	}

}
