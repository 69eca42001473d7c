package io.sightglass.dashboards.check;

/**
 * A query of a panel that shows nothing.
 *
 * @param dashboard the dashboard's title
 * @param panel the panel's title
 * @param query the query as it was sent
 * @param reason the likely reason
 */
public record Finding(String dashboard, String panel, String query, String reason) {

	@Override
	public String toString() {
		return "%s: '%s' is empty: %s%n    %s".formatted(this.dashboard, this.panel, this.reason, this.query);
	}

}
