package io.sightglass.dashboards;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import io.sightglass.dashboards.query.Labels;
import io.sightglass.dashboards.query.Scope;
import io.sightglass.meters.llm.LlmConventions;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What differs between users.
 *
 * @param prefix the application's {@code sightglass.prefix}, or the empty string
 * @param labels how the user's Prometheus labels its targets
 * @param datasourceUid the uid of one data source, or null for a variable
 * @param runbooks the absolute URL of the page about the alerts; the alert's anchor is
 * appended
 * @param llm by whose names the application shows LLM calls,
 * {@code sightglass.llm.conventions}
 * @param natives whether timers and summaries are native histograms alone,
 * {@code sightglass.histograms.mode: native}
 */
public record Options(String prefix, Labels labels, @Nullable String datasourceUid, String runbooks, LlmConventions llm,
		boolean natives) {

	/**
	 * Where the runbook is while nobody has said it: a reserved name that leads nowhere,
	 * because a notification needs an absolute link and only the user knows the place.
	 */
	public static final String UNKNOWN_RUNBOOKS = "https://runbooks.example/sightglass";

	// What the starter takes as sightglass.prefix.
	private static final Pattern PREFIX = Pattern.compile("([a-zA-Z]([a-zA-Z0-9._-]*[a-zA-Z0-9])?)?");

	/** What the committed files are written with. */
	public static final Options DEFAULT = new Options("", Labels.DEFAULT, null, UNKNOWN_RUNBOOKS,
			LlmConventions.SIGHTGLASS, false);

	/**
	 * The options of one user.
	 * @param prefix the application's {@code sightglass.prefix}, or the empty string
	 * @param labels how the user's Prometheus labels its targets
	 * @param datasourceUid the uid of one data source, or null for a variable
	 * @param runbooks the absolute URL of the page about the alerts
	 * @param llm by whose names the application shows LLM calls
	 * @param natives whether timers and summaries are native histograms alone
	 * @throws IllegalArgumentException if the prefix is none, or the URL is not absolute,
	 * or has a user or a {@code #}
	 */
	public Options {
		if (!PREFIX.matcher(prefix).matches()) {
			throw new IllegalArgumentException(
					"The prefix is '%s', but sightglass.prefix is letters, digits, dots, hyphens and underscores, begins with a letter and ends with a letter or a digit"
						.formatted(Printable.value(prefix)));
		}
		if (!isPlace(runbooks)) {
			throw new IllegalArgumentException(
					"The runbook is at '%s', but its place is an absolute URL without a user and without '#', such as %s"
						.formatted(Printable.place(runbooks), UNKNOWN_RUNBOOKS));
		}
	}

	private static boolean isPlace(String runbooks) {
		try {
			URI uri = new URI(runbooks);
			return runbooks.matches("https?://.*") && uri.getHost() != null && uri.getRawUserInfo() == null
					&& uri.getRawFragment() == null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/**
	 * Where the expressions of dashboards are evaluated.
	 * @return a scope that follows the dashboard's variables
	 */
	public Scope dashboards() {
		return Scope.dashboard(this.labels, this.prefix, this.llm, this.natives);
	}

	/**
	 * Where the expressions of rules are evaluated.
	 * @return a scope that keeps clusters and jobs apart, with rates over five minutes
	 */
	public Scope rules() {
		return Scope.rules(this.labels, this.prefix, "5m", this.llm, this.natives);
	}

}
