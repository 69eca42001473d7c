package io.sightglass.dashboards.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.Text;
import io.sightglass.dashboards.check.Finding.Kind;
import io.sightglass.dashboards.check.Reasons.Reason;
import io.sightglass.dashboards.grafana.DashboardBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Prometheus every query of a dashboard.
 */
public final class DashboardCheck {

	private static final JsonMapper JSON = JsonMapper.builder().build();

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
		this.options = options;
		this.choice = choice;
		Known known = new Known(options.dashboards());
		String chosen = choice.apply(String.join(", ", options.dashboards().matchers()));
		Set<String> names = prometheus
			.names("count by (__name__) ({__name__=~\"%s\", %s})".formatted(known.pattern(), chosen));
		this.reasons = new Reasons(prometheus, known, names, chosen);
	}

	/**
	 * The panels' queries that do not show what they could.
	 * @param dashboard the dashboard
	 * @return what was found, empty if all is well
	 * @throws IOException if there is no answer any more
	 */
	public List<Finding> check(DashboardBuilder dashboard) throws IOException {
		List<Finding> findings = new ArrayList<>();
		JsonNode json = JSON.readTree(Text.json(dashboard.build(this.options)));
		for (JsonNode panel : json.path("panels")) {
			for (JsonNode target : panel.path("targets")) {
				String query = this.choice.apply(target.path("expr").asString());
				Reason reason = reason(query);
				if (reason != null) {
					findings.add(new Finding(dashboard.title(), panel.path("title").asString(), query, reason.kind(),
							reason.text()));
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

	private @Nullable Reason reason(String query) throws IOException {
		this.queries++;
		try {
			return this.reasons.of(query);
		}
		catch (RefusedException ex) {
			return new Reason(Kind.WRONG, "Prometheus refuses it: " + ex.getMessage());
		}
	}

}
