package io.sightglass.dashboards.grafana;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sightglass.dashboards.query.Expression;
import io.sightglass.dashboards.query.Metric;
import io.sightglass.registry.catalogue.CatalogueMeter;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Panel} was given, until it is written.
 */
final class PanelData {

	@Nullable CatalogueMeter meter;

	final List<Query> queries = new ArrayList<>();

	final Map<String, String> colours = new LinkedHashMap<>();

	final Map<String, Names> names = new LinkedHashMap<>();

	Kind kind = Kind.TIME_SERIES;

	String title = "";

	String description = "";

	String content = "";

	Unit unit = Unit.COUNT;

	@Nullable Limits limits;

	@Nullable String link;

	@Nullable Double max;

	boolean stacked;

	int width;

	int height;

	int width() {
		return (this.width > 0) ? this.width : this.kind.width();
	}

	int height() {
		return (this.height > 0) ? this.height : this.kind.height();
	}

	Metric metric() {
		if (this.meter == null) {
			throw new IllegalStateException("This panel has no meter: start with panel(meter), or use query(...)");
		}
		return Metric.of(this.meter);
	}

	static String legend(String... by) {
		return (by.length == 0) ? "now" : "{{" + String.join("}} {{", by) + "}}";
	}

	record Query(String legend, Expression expression) {
	}

	record Names(String word, String colour) {
	}

	record Limits(double first, double second, boolean highIsBad) {
	}

}
