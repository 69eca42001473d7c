package io.sightglass.dashboards.check;

/**
 * What is chosen in a dashboard's variables.
 *
 * @param cluster a regular expression of clusters
 * @param job a regular expression of jobs
 * @param instance a regular expression of instances
 * @param rateInterval the range of rates, at least four times the scrape interval
 */
public record Choice(String cluster, String job, String instance, String rateInterval) {

	/**
	 * Everything.
	 * @param rateInterval the range of rates
	 * @return the choice "All" of each variable
	 */
	public static Choice all(String rateInterval) {
		return new Choice(".*", ".+", ".+", rateInterval);
	}

	/**
	 * The same clusters and rates for other targets.
	 * @param job a regular expression of jobs
	 * @param instance a regular expression of instances
	 * @return a copy with these
	 */
	public Choice with(String job, String instance) {
		return new Choice(this.cluster, job, instance, this.rateInterval);
	}

	String apply(String promql) {
		return promql.replace("$__rate_interval", this.rateInterval)
			.replace("$cluster", this.cluster)
			.replace("$job", this.job)
			.replace("$instance", this.instance);
	}

}
