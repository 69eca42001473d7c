package io.sightglass.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.builtin.Dashboards;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Right with one instance and with fifty: a graph aggregates over instances, or shows the
 * highest of them; only tables list them all, because they scroll.
 */
class ManyInstancesTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Pattern BY_INSTANCE = Pattern.compile("by \\([^)]*\\binstance\\b");

	// A selector outside of every aggregation would draw a line an instance.
	private static final Pattern AGGREGATED = Pattern.compile("\\b(sum|min|max|count|topk)\\b");

	@Test
	void everyGraphIsBoundedWhateverTheNumberOfInstances() {
		List<String> unbounded = new ArrayList<>();
		Dashboards.all().forEach((dashboard) -> {
			for (JsonNode panel : JSON.readTree(dashboard.json(Options.DEFAULT)).path("panels")) {
				for (JsonNode target : panel.path("targets")) {
					String query = target.path("expr").asString();
					boolean perInstance = BY_INSTANCE.matcher(query).find() || !AGGREGATED.matcher(query).find();
					boolean bounded = query.startsWith("topk(") || query.startsWith("max(")
							|| query.startsWith("count(");
					if (perInstance && !bounded && !panel.path("type").asString().equals("table")) {
						unbounded.add(dashboard.title() + ": " + panel.path("title").asString() + ": " + query);
					}
				}
			}
		});
		assertThat(unbounded).isEmpty();
	}

}
