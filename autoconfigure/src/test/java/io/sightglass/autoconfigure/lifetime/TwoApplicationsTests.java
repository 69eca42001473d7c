package io.sightglass.autoconfigure.lifetime;

import java.util.List;

import io.micrometer.core.instrument.Metrics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two applications in one JVM, each with its own settings.
 */
class TwoApplicationsTests {

	@ParameterizedTest
	@EnumSource(value = Kind.class, names = "NO_SERVER", mode = EnumSource.Mode.EXCLUDE)
	void eachShowTheirOwnWorkAndOneGoesOnWithoutTheOther(Kind kind) {
		try (Elsewhere elsewhere = new Elsewhere();
				LivingApp shop = new LivingApp(Kind.TOMCAT, "sightglass.tags.team=shop")) {
			try (LivingApp depot = new LivingApp(kind, "sightglass.prefix=depot", "sightglass.tags.team=depot")) {
				ask(shop, 3, elsewhere, 2);
				ask(depot, 5, elsewhere, 1);
				assertThat(shop.scrape()).doesNotContain("depot");
				assertThat(depot.scrape()).doesNotContain("team=\"shop\"");
				shows(shop, "", 3, 2);
				shows(depot, "depot_", 5, 1);
			}
			shows(shop, "", 3, 2);
			ask(shop, 1, elsewhere, 1);
			shows(shop, "", 4, 3);
		}
	}

	// The same as with Boot alone.
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void areBothUnderTheGlobalRegistryUntilTheyEnd(boolean on) {
		String set = "sightglass.enabled=" + on;
		int others = Metrics.globalRegistry.getRegistries().size();
		try (LivingApp first = new LivingApp(Kind.NO_SERVER, set);
				LivingApp apart = new LivingApp(Kind.NO_SERVER, set, "management.metrics.use-global-registry=false")) {
			try (LivingApp second = new LivingApp(Kind.NO_SERVER, set)) {
				Metrics.counter("both.asked").increment();
				assertThat(List.of(first, second))
					.allSatisfy((app) -> assertThat(app.registry().get("both.asked").counter().count()).isOne());
				assertThat(apart.registry().find("both.asked").counter()).isNull();
				assertThat(Metrics.globalRegistry.getRegistries()).hasSize(others + 2);
			}
			Metrics.counter("both.asked").increment();
			assertThat(first.registry().get("both.asked").counter().count()).isEqualTo(2);
		}
		assertThat(Metrics.globalRegistry.getRegistries()).hasSize(others);
		Metrics.globalRegistry.clear();
	}

	private static void ask(LivingApp app, int requests, Elsewhere elsewhere, int calls) {
		for (int i = 0; i < requests; i++) {
			app.get("/hello");
		}
		for (int i = 0; i < calls; i++) {
			app.ask(elsewhere.url());
		}
	}

	private static void shows(LivingApp app, String prefix, int requests, int calls) {
		String team = prefix.isEmpty() ? "shop" : "depot";
		assertThat(line(app, prefix + "http_requests_total{", "uri=\"/hello\"")).contains("team=\"" + team + "\"")
			.endsWith(" " + requests + ".0");
		assertThat(line(app, "http_client_requests_seconds_count{", "")).contains("team=\"" + team + "\"")
			.endsWith(" " + calls);
		assertThat(line(app, prefix + "connections_limit{", "endpoint=\"web-client\"")).endsWith(" 500.0");
	}

	private static String line(LivingApp app, String start, String tag) {
		List<String> lines = app.scrape()
			.lines()
			.filter((line) -> line.startsWith(start) && line.contains(tag))
			.toList();
		assertThat(lines).as(start + tag).hasSize(1);
		return lines.get(0);
	}

}
