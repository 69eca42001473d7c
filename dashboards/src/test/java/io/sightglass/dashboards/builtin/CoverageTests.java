package io.sightglass.dashboards.builtin;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.sightglass.dashboards.Options;
import io.sightglass.meters.internal.catalogue.Catalogue;
import io.sightglass.registry.catalogue.CatalogueMeter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No meter without a panel: a new one in the catalogue wants a place on a dashboard, or a
 * reason here.
 */
class CoverageTests {

	/** Meters that no panel shows, each with the reason. */
	private static final Map<String, String> ON_NO_PANEL = Map.of();

	private final String dashboards = Dashboards.all()
		.stream()
		.map((dashboard) -> dashboard.json(Options.DEFAULT))
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
