package io.sightglass.dashboards.grafana;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.builtin.Dashboards;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of Grafana's dashboard linter that apply, by their names there. That a query
 * parses is proven by Prometheus itself.
 */
class LinterRulesTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Pattern SELECTOR = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*\\{([^}]*)\\}");

	private static final Pattern RATE = Pattern.compile("\\b(i?rate)\\([^\\[]*\\[([^\\]]*)\\]");

	private static final Pattern TOTAL = Pattern.compile("(\\w+)\\([a-zA-Z0-9_]*_total\\{");

	private static final Pattern ANY_TOTAL = Pattern.compile("[a-zA-Z0-9_]+_total\\{");

	private static final int COLUMNS = 24;

	static Stream<JsonNode> dashboards() {
		return Dashboards.all().stream().map((dashboard) -> JSON.readTree(dashboard.json(Options.DEFAULT)));
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void templateDatasourceRule(JsonNode dashboard) {
		JsonNode variable = variable(dashboard, "datasource");
		assertThat(variable.path("type").asString()).isEqualTo("datasource");
		assertThat(variable.path("label").asString()).isEqualTo("Data source");
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void templateJobAndInstanceRules(JsonNode dashboard) {
		for (String name : List.of("job", "instance")) {
			JsonNode variable = variable(dashboard, name);
			assertThat(variable.path("type").asString()).isEqualTo("query");
			assertThat(variable.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
			assertThat(variable.path("multi").asBoolean()).isTrue();
			assertThat(variable.path("allValue").asString()).isEqualTo(".+");
			assertThat(variable.path("label").asString()).isEqualToIgnoringCase(name);
		}
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void templateLabelPromqlAndReloadRules(JsonNode dashboard) {
		for (JsonNode variable : dashboard.path("templating").path("list")) {
			if (variable.path("type").asString().equals("query")) {
				assertThat(variable.path("query").asString()).matches("label_values\\(.+, \\w+\\)");
				assertThat(variable.path("refresh").asInt()).isEqualTo(2);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void panelRules(JsonNode dashboard) {
		Set<String> units = new HashSet<>(Stream.of(Unit.values()).map(Unit::id).toList());
		for (JsonNode panel : panels(dashboard)) {
			String title = panel.path("title").asString();
			assertThat(title).isNotBlank();
			assertThat(panel.path("description").asString()).as(title).isNotBlank();
			assertThat(panel.path("datasource").path("uid").asString()).as(title).isEqualTo("${datasource}");
			assertThat(panel.path("fieldConfig").path("defaults").path("unit").asString()).as(title).isIn(units);
			assertThat(panel.path("targets")).as(title).isNotEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void targetJobAndInstanceRules(JsonNode dashboard) {
		for (String query : queries(dashboard)) {
			Matcher selector = SELECTOR.matcher(query);
			boolean found = false;
			while (selector.find()) {
				found = true;
				assertThat(selector.group(1)).as(query)
					.contains("job=~\"$job\"")
					.contains("instance=~\"$instance\"")
					.contains("cluster=~\"$cluster\"");
			}
			assertThat(found).as(query).isTrue();
		}
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void targetRateIntervalRule(JsonNode dashboard) {
		for (String query : queries(dashboard)) {
			Matcher rate = RATE.matcher(query);
			while (rate.find()) {
				assertThat(rate.group(2)).as(query).isEqualTo("$__rate_interval");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void targetCounterAggRule(JsonNode dashboard) {
		for (String query : queries(dashboard)) {
			long all = ANY_TOTAL.matcher(query).results().count();
			List<String> functions = TOTAL.matcher(query).results().map((result) -> result.group(1)).toList();
			assertThat(functions).as(query).hasSize((int) all).isSubsetOf("rate", "irate", "increase");
		}
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void uneditableDashboard(JsonNode dashboard) {
		assertThat(dashboard.path("editable").asBoolean(true)).isFalse();
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void panelsHaveTheirOwnIdAndPlace(JsonNode dashboard) {
		Set<Integer> ids = new HashSet<>();
		Set<String> cells = new HashSet<>();
		for (JsonNode panel : dashboard.path("panels")) {
			assertThat(ids.add(panel.path("id").asInt())).isTrue();
			JsonNode place = panel.path("gridPos");
			int right = place.path("x").asInt() + place.path("w").asInt();
			assertThat(right).isLessThanOrEqualTo(COLUMNS);
			for (int x = place.path("x").asInt(); x < right; x++) {
				for (int y = 0; y < place.path("h").asInt(); y++) {
					assertThat(cells.add(x + "/" + (place.path("y").asInt() + y))).as(panel.path("title").asString())
						.isTrue();
				}
			}
		}
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void linksLeadToDashboardsThatExist(JsonNode dashboard) {
		Set<String> uids = new HashSet<>(Dashboards.all().stream().map(DashboardBuilder::uid).toList());
		for (JsonNode panel : panels(dashboard)) {
			for (JsonNode link : panel.path("fieldConfig").path("defaults").path("links")) {
				assertThat(link.path("url").asString().replaceFirst("/d/([^?]+)\\?.*", "$1")).isIn(uids);
			}
		}
	}

	private static JsonNode variable(JsonNode dashboard, String name) {
		for (JsonNode variable : dashboard.path("templating").path("list")) {
			if (variable.path("name").asString().equals(name)) {
				return variable;
			}
		}
		throw new AssertionError("There is no variable " + name);
	}

	private static List<JsonNode> panels(JsonNode dashboard) {
		List<JsonNode> panels = new ArrayList<>();
		for (JsonNode panel : dashboard.path("panels")) {
			if (!Set.of("row", "text").contains(panel.path("type").asString())) {
				panels.add(panel);
			}
		}
		return panels;
	}

	private static List<String> queries(JsonNode dashboard) {
		List<String> queries = new ArrayList<>();
		panels(dashboard)
			.forEach((panel) -> panel.path("targets").forEach((target) -> queries.add(target.path("expr").asString())));
		return queries;
	}

}
