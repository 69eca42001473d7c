package io.sightglass.dashboards.set;

import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.sightglass.dashboards.grafana.Panel;
import io.sightglass.dashboards.grafana.Unit;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a meter, by its type.
 */
final class SetPanels {

	private static final int HALF = 12;

	private static final int HEIGHT = 8;

	private final boolean bucketsEverywhere;

	SetPanels(boolean bucketsEverywhere) {
		this.bucketsEverywhere = bucketsEverywhere;
	}

	List<Panel> of(SetMeter meter) {
		return switch (meter.getType()) {
			case COUNTER -> List.of(rate(meter, rateUnit(meter.getBaseUnit())));
			case GAUGE -> List.of(value(meter));
			default -> List.of(rate(meter, Unit.PER_SECOND), distribution(meter));
		};
	}

	private Panel rate(SetMeter meter, Unit unit) {
		return panel(meter, "a second").ratePer(meter.labels()).unit(unit);
	}

	// Each instance apart: what a sum, or a mean, of a gauge means only its author knows.
	private Panel value(SetMeter meter) {
		String[] by = Stream.concat(Stream.of(meter.labels()), Stream.of("instance")).toArray(String[]::new);
		return panel(meter, "value").maxPer(by).unit(unit(meter));
	}

	private Panel distribution(SetMeter meter) {
		if (meter.buckets() || (this.bucketsEverywhere && meter.getType() == Meter.Type.TIMER)) {
			return panel(meter, "percentiles").quantiles().unit(unit(meter));
		}
		return panel(meter, "mean").meanPer(meter.labels()).unit(unit(meter));
	}

	private static Panel panel(SetMeter meter, String what) {
		String description = meter.spec().description();
		return Panel.panel(meter)
			.title(meter.title() + ", " + what, description.isEmpty() ? meter.title() : unmarked(description))
			.size(HALF, HEIGHT);
	}

	// Grafana reads Markdown: a link or a picture of a stranger's is none of ours.
	static String unmarked(String description) {
		return description.replaceAll("[\\[<]", "\\\\$0");
	}

	private static Unit unit(SetMeter meter) {
		String unit = meter.getBaseUnit();
		return "seconds".equals(unit) ? Unit.SECONDS : "bytes".equals(unit) ? Unit.BYTES : Unit.COUNT;
	}

	private static Unit rateUnit(@Nullable String unit) {
		return "bytes".equals(unit) ? Unit.BYTES_PER_SECOND : Unit.PER_SECOND;
	}

}
