package io.sightglass.dashboards.set;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.Text;
import io.sightglass.fuzz.Mutations;
import io.sightglass.fuzz.Promtool;
import io.sightglass.fuzz.Shown;
import io.sightglass.fuzz.Work;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SetDashboardFuzzTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@TempDir
	private static Path directory = Path.of("");

	@FuzzTest
	void writesWhatItReads(byte[] input) throws Exception {
		queries(input).forEach((query) -> assertThat(query).matches("[a-zA-Z0-9_:(){}\\[\\]\"=~$.,<>*/+ -]*"));
		Work.isLinear(input, 1024, SetDashboardFuzzTests::queries);
	}

	@Test
	@Tag("mutations")
	void writesWhatPrometheusReads() throws IOException {
		Set<String> queries = new TreeSet<>();
		Mutations.of(SetDashboardFuzzTests.class, "writesWhatItReads", (input) -> {
			writesWhatItReads(input);
			queries.addAll(queries(input));
		});
		assertThat(queries).hasSizeGreaterThan(30);
		List<Object> rules = new ArrayList<>();
		queries.forEach((query) -> rules
			.add(Text.map("record", "r:" + rules.size(), "expr", query.replace("$__rate_interval", "5m"))));
		Path file = Files.writeString(directory.resolve("rules.yml"),
				Text.yaml(Text.map("groups", List.of(Text.map("name", "fuzz", "rules", rules)))));
		assertThat(Promtool.says("", "check", "rules", file.toString())).contains("SUCCESS: " + rules.size());
	}

	private static List<String> queries(byte[] input) {
		SetDashboard dashboard;
		try {
			dashboard = SetDashboard.of(new String(input, StandardCharsets.UTF_8));
		}
		catch (IllegalArgumentException ex) {
			assertThat(String.valueOf(ex.getMessage()).length()).isLessThan(2000);
			return List.of();
		}
		assertThat(dashboard.uid()).matches("[a-zA-Z0-9_-]{1,40}");
		List<String> queries = new ArrayList<>();
		for (SetDashboard each : List.of(dashboard, dashboard.withBucketsEverywhere())) {
			JsonNode json = JSON.readTree(each.json(Options.DEFAULT));
			Shown.isPlain(json.path("title").asString(), 400);
			for (JsonNode panel : json.path("panels")) {
				Shown.isPlain(panel.path("title").asString(), 400);
				Shown.isPlain(panel.path("description").asString(), 3000);
				panel.path("targets").forEach((target) -> queries.add(target.path("expr").asString()));
			}
		}
		return queries;
	}

}
