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
 * @param runbooks where the pages about the alerts are; the alert's anchor is appended
 */
public record Options(String prefix, Labels labels, @Nullable String datasourceUid, String runbooks) {

	/** What the committed files are written with. */
	public static final Options DEFAULT = new Options("", Labels.DEFAULT, null, "docs/runbooks.md");

	public Scope dashboards() {
		return Scope.dashboard(this.labels, this.prefix);
	}

	public Scope rules() {
		return Scope.rules(this.labels, this.prefix, "5m");
	}

}
