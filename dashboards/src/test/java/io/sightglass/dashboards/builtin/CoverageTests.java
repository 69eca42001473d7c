package io.sightglass.dashboards.builtin;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.sightglass.dashboards.Options;
import io.sightglass.meters.internal.catalogue.Catalogue;
import io.sightglass.dashboards.query.Labels;
import io.sightglass.meters.llm.LlmConventions;
import io.sightglass.registry.catalogue.CatalogueMeter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No meter without a panel: a new one in the catalogue wants a place on a dashboard, or a
 * reason here.
 */
class CoverageTests {

	/** Meters that no panel shows, each with the reason. */
	private static final Map<String, String> ON_NO_PANEL = Map.of("gen_ai.client.inference.operation.input_tokens",
			"how tokens spread over calls, which Sightglass's own names do not tell",
			"gen_ai.client.inference.operation.output_tokens", "the same");

	private final String dashboards = Stream.of(LlmConventions.values())
		.map((llm) -> new Options("", Labels.DEFAULT, null, Options.UNKNOWN_RUNBOOKS, llm, false))
		.flatMap((options) -> Dashboards.all().stream().map((dashboard) -> dashboard.json(options)))
		.collect(Collectors.joining());

	@Test
	void everyMeterOfTheCatalogueIsOnADashboard() {
		List<String> unseen = Catalogue.families()
			.stream()
			.flatMap((family) -> family.meters().stream())
			.filter((meter) -> !isShown(meter))
			.map(CatalogueMeter::getName)
			.toList();
		assertThat(unseen).containsExactlyInAnyOrderElementsOf(ON_NO_PANEL.keySet());
	}

	private boolean isShown(CatalogueMeter meter) {
		String name = Options.DEFAULT.dashboards().name(meter);
		boolean distribution = meter.getType() == Meter.Type.TIMER
				|| meter.getType() == Meter.Type.DISTRIBUTION_SUMMARY;
		// With the brace that follows, so that no longer name stands for a shorter one.
		return distribution
				? List.of("_bucket{", "_count{", "_sum{", "_max{").stream().anyMatch((part) -> isRead(name + part))
				: isRead(name + "{");
	}

	private boolean isRead(String selector) {
		return this.dashboards.contains("(" + selector) || this.dashboards.contains(" " + selector)
				|| this.dashboards.contains("\"" + selector);
	}

}
