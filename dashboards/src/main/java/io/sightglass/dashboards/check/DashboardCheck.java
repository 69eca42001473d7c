package io.sightglass.dashboards.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.Text;
import io.sightglass.dashboards.grafana.DashboardBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Prometheus every query of a dashboard.
 */
public final class DashboardCheck {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final PrometheusClient prometheus;

	private final Options options;

	private final Choice choice;

	private final Reasons reasons;

	private int queries;

	/**
	 * A check of one Prometheus.
	 * @param prometheus whom to ask
	 * @param options what the dashboards are written with
	 * @param choice what is chosen in their variables
	 * @throws IOException if nobody answers
	 */
	public DashboardCheck(PrometheusClient prometheus, Options options, Choice choice) throws IOException {
		this.prometheus = prometheus;
		this.options = options;
		this.choice = choice;
		Set<String> names = new HashSet<>(prometheus.values("__name__"));
		this.reasons = new Reasons(names);
	}

	/**
	 * The panels' queries that show nothing.
	 * @param dashboard the dashboard
	 * @return what was found, empty if all is well
	 */
	public List<Finding> check(DashboardBuilder dashboard) {
		List<Finding> findings = new ArrayList<>();
		JsonNode json = JSON.readTree(Text.json(dashboard.build(this.options)));
		for (JsonNode panel : json.path("panels")) {
			for (JsonNode target : panel.path("targets")) {
				String query = this.choice.apply(target.path("expr").asString());
				String problem = problem(query);
				if (!problem.isEmpty()) {
					findings.add(new Finding(dashboard.title(), panel.path("title").asString(), query, problem));
				}
			}
		}
		return findings;
	}

	/**
	 * How many queries were asked so far.
	 * @return a count
	 */
	public int queries() {
		return this.queries;
	}

	private String problem(String query) {
		this.queries++;
		try {
			String missing = this.reasons.missing(query);
			// "or vector(0)" hides a name that is gone; the name does not.
			if (!missing.isEmpty() && !query.contains("or vector(0)")) {
				return missing;
			}
			return this.prometheus.query(query).isEmpty() ? this.reasons.quiet() : "";
		}
		catch (IOException ex) {
			return "Prometheus refuses it: " + ex.getMessage();
		}
	}

}
