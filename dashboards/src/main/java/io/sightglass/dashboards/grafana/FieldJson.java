package io.sightglass.dashboards.grafana;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static io.sightglass.dashboards.Text.map;

/**
 * How a panel shows its values: unit, limits, colours, words.
 */
final class FieldJson {

	private final PanelData panel;

	FieldJson(PanelData panel) {
		this.panel = panel;
	}

	Map<String, Object> json() {
		Map<String, Object> defaults = map("unit", this.panel.unit.id(), "min", 0);
		if (this.panel.max != null) {
			defaults.put("max", this.panel.max);
		}
		else if (this.panel.unit == Unit.SHARE && this.panel.kind.isNow()) {
			defaults.put("max", 1);
		}
		defaults.put("color", map("mode", colourMode()));
		defaults.put("thresholds", map("mode", "absolute", "steps", steps()));
		defaults.put("mappings", mappings());
		if (this.panel.link != null) {
			defaults.put("links", List.of(map("title", "Look closer", "url",
					"/d/" + this.panel.link + "?${__url_time_range}&${__all_variables}")));
		}
		defaults.put("custom", custom());
		return map("defaults", defaults, "overrides", overrides());
	}

	private String colourMode() {
		return (this.panel.kind == Kind.TIME_SERIES) ? "palette-classic" : "thresholds";
	}

	private List<Object> steps() {
		PanelData.Limits limits = this.panel.limits;
		List<Object> steps = new ArrayList<>();
		if (limits == null) {
			steps.add(step((this.panel.kind == Kind.TIME_SERIES) ? "green" : "blue", null));
			return steps;
		}
		steps.add(step(limits.highIsBad() ? "green" : "red", null));
		steps.add(step("orange", limits.first()));
		steps.add(step(limits.highIsBad() ? "red" : "green", limits.second()));
		return steps;
	}

	private static Map<String, Object> step(String colour, @org.jspecify.annotations.Nullable Double value) {
		Map<String, Object> step = new LinkedHashMap<>();
		step.put("color", colour);
		step.put("value", value);
		return step;
	}

	private List<Object> mappings() {
		if (this.panel.names.isEmpty()) {
			return List.of();
		}
		Map<String, Object> options = map();
		this.panel.names.forEach((value, name) -> options.put(value,
				map("text", name.word(), "color", name.colour(), "index", options.size())));
		return List.of(map("type", "value", "options", options));
	}

	private Map<String, Object> custom() {
		if (this.panel.kind != Kind.TIME_SERIES) {
			return map();
		}
		Map<String, Object> custom = map("drawStyle", "line", "lineWidth", 1, "fillOpacity",
				this.panel.stacked ? 40 : 10, "showPoints", "never", "spanNulls", false, "stacking",
				map("mode", this.panel.stacked ? "normal" : "none", "group", "A"));
		if (this.panel.limits != null) {
			custom.put("thresholdsStyle", map("mode", "dashed"));
		}
		return custom;
	}

	private List<Object> overrides() {
		List<Object> overrides = new ArrayList<>();
		this.panel.colours.forEach((legend, colour) -> overrides
			.add(map("matcher", map("id", "byRegexp", "options", "/" + legend + "/"), "properties",
					List.of(map("id", "color", "value", map("mode", "fixed", "fixedColor", colour))))));
		return overrides;
	}

}
