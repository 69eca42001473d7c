package io.sightglass.dashboards.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.query.Scope;
import io.sightglass.dashboards.tool.Promtool;
import io.sightglass.registry.catalogue.CatalogueMeter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The catalogue's names are the scrape's, and promtool likes them.
 */
class ScrapeTests {

	@Test
	void everyMeterScrapesUnderTheNameThatQueriesUse() throws IOException {
		Scope scope = Options.DEFAULT.rules();
		List<String> absent = new ArrayList<>();
		try (SyntheticApplication application = new SyntheticApplication(0, Variation.NONE)) {
			String scrape = application.scrape();
			for (CatalogueMeter meter : Meters.all()) {
				String name = scope.name(meter) + (Meters.isDistribution(meter) ? "_bucket" : "");
				if (!scrape.contains("\n" + name + "{") && !scrape.contains("\n" + name + " ")) {
					absent.add(name);
				}
			}
		}
		assertThat(absent).isEmpty();
	}

	@Test
	void promtoolFindsNothingToMendInOurFamilies() throws IOException {
		try (SyntheticApplication application = new SyntheticApplication(0, Variation.NONE)) {
			Promtool.run(application.scrape(), new String[] { "check", "metrics" });
		}
	}

	// A distribution has a bucket a bound and one more, a count, a sum and a maximum.
	@Test
	void aFamilyCostsAsManySeriesAsDocumented() throws IOException {
		Map<String, Integer> cost = new TreeMap<>();
		for (CatalogueMeter meter : Meters.all()) {
			int each = !Meters.isDistribution(meter) ? 1 : 4 + Meters.bounds(meter);
			cost.merge(meter.getClass().getSimpleName().replace("Meter", ""), each * Meters.tags(meter).size(),
					Integer::sum);
		}
		try (SyntheticApplication application = new SyntheticApplication(0, Variation.NONE)) {
			long samples = application.scrape().lines().filter((line) -> !line.startsWith("#")).count();
			assertThat(cost.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo((int) samples);
		}
		String written = table(cost);
		Path page = Path.of("../docs/scale.md");
		String text = Files.readString(page);
		if (Boolean.getBoolean("sightglass.dashboards.rewrite")) {
			text = text.replaceFirst("(?s)\\| Family .*?\n\n", Matcher.quoteReplacement(written + "\n"));
			Files.writeString(page, text);
		}
		assertThat(text).as("docs/scale.md is stale. Run: dashboards/rewrite").contains(written);
	}

	private static String table(Map<String, Integer> cost) {
		StringBuilder table = new StringBuilder("| Family | 1 instance | 100 | 10,000 |\n|---|---:|---:|---:|\n");
		cost.forEach((family, series) -> table.append(row(family, series)));
		return table.append(row("**All**", cost.values().stream().mapToInt(Integer::intValue).sum())).toString();
	}

	private static String row(String name, long series) {
		return String.format(Locale.ROOT, "| %s | %,d | %,d | %,d |%n", name, series, series * 100, series * 10_000);
	}

	// The first knob of the page: count, sum and maximum are left.
	@Test
	void withoutHistogramsADistributionIsThreeSeries() throws IOException {
		try (SyntheticApplication application = new SyntheticApplication(0, Variation.withoutBuckets())) {
			int series = Meters.all()
				.stream()
				.mapToInt((meter) -> (Meters.isDistribution(meter) ? 3 : 1) * Meters.tags(meter).size())
				.sum();
			assertThat(application.scrape().lines().filter((line) -> !line.startsWith("#"))).hasSize(series);
		}
	}

}
