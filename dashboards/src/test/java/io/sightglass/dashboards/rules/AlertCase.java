package io.sightglass.dashboards.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static io.sightglass.dashboards.Text.map;

/**
 * Series, and the alerts that fire over them at a moment; no others do.
 *
 * @param name what the case shows
 * @param at the moment
 * @param firing the alerts that fire, without their common beginning
 * @param series lines such as {@code name{label="x"} 0+1x60}
 */
record AlertCase(String name, String at, List<String> firing, List<String> series) {

	private static final String TARGET = "cluster=\"c\", job=\"shop\", instance=\"a\"";

	static AlertCase bad(String alerts, String at, String... series) {
		return new AlertCase("bad: " + alerts, at, List.of(alerts.split(" ")), List.of(series));
	}

	static AlertCase good(String alert, String at, String... series) {
		return new AlertCase("good: " + alert, at, List.of(), List.of(series));
	}

	Map<String, Object> test() {
		List<Object> firing = new ArrayList<>();
		this.firing
			.forEach((alert) -> firing.add(map("labels", "{alertname=\"Sightglass" + alert + "\"}", "value", 1)));
		return map("name", this.name, "interval", "1m", "input_series",
				this.series.stream().map(AlertCase::input).toList(), "promql_expr_test",
				List.of(map("expr", "count by (alertname) (ALERTS{alertstate=\"firing\"})", "eval_time", this.at,
						"exp_samples", firing)));
	}

	boolean isReadBy(String rules) {
		return this.series.stream().anyMatch((line) -> rules.contains(line.substring(0, line.indexOf('{'))));
	}

	// A line may name another instance; then it gets no second one.
	private static Map<String, Object> input(String line) {
		int end = line.indexOf("} ");
		String name = line.substring(0, line.indexOf('{'));
		String labels = line.substring(line.indexOf('{') + 1, end);
		String target = labels.contains("instance=") ? TARGET.replace(", instance=\"a\"", "") : TARGET;
		return map("series", name + "{" + target + (labels.isEmpty() ? "" : ", " + labels) + "}", "values",
				line.substring(end + 2));
	}

	static List<AlertCase> cases(AlertCase... cases) {
		return Arrays.asList(cases);
	}

}
