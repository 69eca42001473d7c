package io.sightglass.dashboards;

import io.sightglass.dashboards.query.Labels;
import io.sightglass.dashboards.query.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What differs between users.
 *
 * @param prefix the application's {@code sightglass.prefix}, or the empty string
 * @param labels how the user's Prometheus labels its targets
 * @param datasourceUid the uid of one data source, or null for a variable
 * @param runbooks the absolute URL of the page about the alerts; the alert's anchor is
 * appended
 */
public record Options(String prefix, Labels labels, @Nullable String datasourceUid, String runbooks) {

	/**
	 * Where the runbook is while nobody has said it: a reserved name that leads nowhere,
	 * because a notification needs an absolute link and only the user knows the place.
	 */
	public static final String UNKNOWN_RUNBOOKS = "https://runbooks.example/sightglass";

	/** What the committed files are written with. */
	public static final Options DEFAULT = new Options("", Labels.DEFAULT, null, UNKNOWN_RUNBOOKS);

	/**
	 * The options of one user.
	 * @param prefix the application's {@code sightglass.prefix}, or the empty string
	 * @param labels how the user's Prometheus labels its targets
	 * @param datasourceUid the uid of one data source, or null for a variable
	 * @param runbooks the absolute URL of the page about the alerts
	 * @throws IllegalArgumentException if the URL is not absolute, or has a {@code #}
	 */
	public Options {
		if (!runbooks.matches("https?://[^\\s#]+")) {
			throw new IllegalArgumentException(
					"The runbook is at '%s', but its place is an absolute URL without '#', such as %s"
						.formatted(runbooks, UNKNOWN_RUNBOOKS));
		}
	}

	/**
	 * Where the expressions of dashboards are evaluated.
	 * @return a scope that follows the dashboard's variables
	 */
	public Scope dashboards() {
		return Scope.dashboard(this.labels, this.prefix);
	}

	/**
	 * Where the expressions of rules are evaluated.
	 * @return a scope that keeps clusters and jobs apart, with rates over five minutes
	 */
	public Scope rules() {
		return Scope.rules(this.labels, this.prefix, "5m");
	}

}
