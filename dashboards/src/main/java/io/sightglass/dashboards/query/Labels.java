package io.sightglass.dashboards.query;

/**
 * How a Prometheus labels its targets.
 *
 * @param job the label of the service, {@code job} by default
 * @param cluster the label of the cluster, {@code cluster} by default; targets may lack
 * it
 * @param selector a matcher such as {@code job=~"shop-.*"} that rules are limited to, or
 * the empty string
 */
public record Labels(String job, String cluster, String selector) {

	/** Prometheus's own words. */
	public static final Labels DEFAULT = new Labels("job", "cluster", "");

	private static final String NAME = "[a-zA-Z_][a-zA-Z0-9_]*";

	/**
	 * The labels of one Prometheus.
	 * @param job the label of the service
	 * @param cluster the label of the cluster
	 * @param selector a matcher that rules are limited to, or the empty string
	 * @throws IllegalArgumentException if a label is no name of Prometheus, or the
	 * selector is none
	 */
	public Labels {
		require("job label", job);
		require("cluster label", cluster);
		Matchers.require(selector);
	}

	private static void require(String what, String name) {
		if (!name.matches(NAME)) {
			throw new IllegalArgumentException(
					"The %s is '%s', but a label's name is letters, digits and underscores".formatted(what, name));
		}
	}

}
