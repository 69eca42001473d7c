package io.sightglass.dashboards.set;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.Text;
import io.sightglass.dashboards.query.Labels;
import io.sightglass.dashboards.tool.Promtool;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.llm.LlmConventions;
import io.sightglass.meters.set.MeterSets;
import io.sightglass.meters.set.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Dashboards of the descriptions that the processor wrote in this build, against what the
 * sets' registry says.
 */
class SetDashboardTests {

	private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{");

	private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");

	@ParameterizedTest
	@ValueSource(strings = { "", "acme" })
	void asksOnlyForNamesAndLabelsThatAreScraped(String prefix) {
		String scrape = scrape(prefix);
		List<String> queries = new ArrayList<>(queries(shop(), prefix));
		queries.addAll(queries(ownNames(), prefix));
		assertThat(queries).hasSize(20).allSatisfy((query) -> {
			for (String name : all(SELECTOR, query)) {
				List<String> lines = scrape.lines().filter((line) -> line.matches(name + "[{ ].*")).toList();
				assertThat(lines).as(name).isNotEmpty();
				for (String label : labels(query)) {
					assertThat(lines).as(name).allMatch((line) -> line.contains(label + "=\""));
				}
			}
		});
	}

	@Test
	void asksEachTypeItsOwnQuestion() {
		assertThat(queries(shop(), "").stream().map((query) -> query.replaceAll("\\{[^}]*}", ""))).contains(
				"sum by (express, sold_by) (rate(shop_orders_total[$__rate_interval]))",
				"histogram_quantile(0.99, sum by (le) (rate(shop_delivery_seconds_bucket[$__rate_interval])))",
				"sum by (express, outcome) (rate(shop_packing_duration_seconds_sum[$__rate_interval])) / "
						+ "(sum by (express, outcome) (rate(shop_packing_duration_seconds_count[$__rate_interval])) > 0)",
				"max by (express, instance) (shop_open)",
				"sum(rate(shop_basket_size_sum[$__rate_interval])) / (sum(rate(shop_basket_size_count[$__rate_interval])) > 0)");
	}

	@Test
	void showsPercentilesOfEveryTimerWherePropertiesGiveBuckets() {
		assertThat(queries(shop().withBucketsEverywhere(), ""))
			.anyMatch((query) -> query.contains("shop_packing_duration_seconds_bucket"));
	}

	@Test
	void theQueriesAreValidPromql(@TempDir Path directory) throws IOException {
		List<Object> rules = new ArrayList<>();
		for (String query : queries(shop(), "")) {
			rules.add(Text.map("record", "set:query:" + rules.size(), "expr", query.replace("$__rate_interval", "5m")));
		}
		Path file = directory.resolve("rules.yml");
		Files.writeString(file, Text.yaml(Text.map("groups", List.of(Text.map("name", "sets", "rules", rules)))));
		Promtool.run("check", "rules", file.toString());
	}

	@Test
	void refusesWhatIsNoDescription() {
		assertThatIllegalArgumentException().isThrownBy(() -> SetDashboard.of("{}"))
			.withMessageContaining("no description of a meter set");
		assertThatIllegalArgumentException().isThrownBy(() -> SetDashboard.of("meters"))
			.withMessageContaining("no JSON");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SetDashboard.of(description("Shop").replace("\"gauge\"", "\"dial\"")))
			.withMessageContaining("'dial'")
			.withMessageContaining("summary");
	}

	private static String scrape(String prefix) {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		Instruments instruments = new Instruments(registry, prefix);
		ShopMeters meters = MeterSets.in(instruments, MeterSets.factory(ShopMeters.class), Sampler.ALWAYS);
		meters.order(true);
		meters.sent("list", 7);
		try (Timing span = meters.packing(false)) {
			span.done();
		}
		meters.delivery().close();
		meters.open(true).up();
		meters.oldest(3);
		meters.build(true);
		meters.basket(4);
		meters.upload("mail", 412);
		MeterSets.in(instruments, MeterSets.factory(OwnNamesMeters.class), Sampler.ALWAYS).ingested();
		return registry.scrape();
	}

	private static List<String> queries(SetDashboard dashboard, String prefix) {
		String json = dashboard.json(
				new Options(prefix, Labels.DEFAULT, null, Options.UNKNOWN_RUNBOOKS, LlmConventions.SIGHTGLASS, false));
		return JsonMapper.builder().build().readTree(json).path("panels").findValuesAsString("expr");
	}

	private static List<String> labels(String query) {
		return all(BY, query).stream()
			.flatMap((labels) -> List.of(labels.split(", ")).stream())
			.filter((label) -> !label.equals("instance"))
			.toList();
	}

	private static List<String> all(Pattern pattern, String text) {
		List<String> found = new ArrayList<>();
		for (Matcher matcher = pattern.matcher(text); matcher.find();) {
			found.add(matcher.group(1));
		}
		return found;
	}

	private static SetDashboard shop() {
		return SetDashboard.of(description("Shop"));
	}

	private static SetDashboard ownNames() {
		return SetDashboard.of(description("OwnNames"));
	}

	private static String description(String set) {
		try (InputStream in = SetDashboardTests.class.getResourceAsStream(set + "Meters.meters.json")) {
			return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
