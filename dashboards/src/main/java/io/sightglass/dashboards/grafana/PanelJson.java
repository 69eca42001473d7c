package io.sightglass.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sightglass.dashboards.query.Scope;

import static io.sightglass.dashboards.Text.map;

/**
 * A panel in Grafana's words.
 */
final class PanelJson {

	private final PanelData panel;

	private final Scope scope;

	private final Map<String, Object> datasource;

	PanelJson(PanelData panel, Scope scope, Map<String, Object> datasource) {
		this.panel = panel;
		this.scope = scope;
		this.datasource = datasource;
	}

	Map<String, Object> at(int id, int x, int y) {
		Map<String, Object> json = map("id", id, "type", this.panel.kind.type(), "title", this.panel.title,
				"description", this.panel.description, "gridPos",
				map("h", this.panel.height(), "w", this.panel.width(), "x", x, "y", y));
		if (this.panel.kind == Kind.TEXT) {
			json.put("options", map("mode", "markdown", "content", this.panel.content));
			return json;
		}
		json.put("datasource", this.datasource);
		json.put("targets", targets());
		json.put("fieldConfig", new FieldJson(this.panel).json());
		json.put("options", options());
		if (this.panel.kind == Kind.TABLE) {
			json.put("transformations", List.of(map("id", "organize", "options",
					map("excludeByName", map("Time", true), "indexByName", map(), "renameByName", map()))));
		}
		return json;
	}

	private List<Object> targets() {
		List<Object> targets = new ArrayList<>();
		boolean now = this.panel.kind.isNow();
		for (PanelData.Query query : this.panel.queries) {
			Map<String, Object> target = map("refId", String.valueOf((char) ('A' + targets.size())), "datasource",
					this.datasource, "expr", query.expression().in(this.scope), "legendFormat", query.legend(), "range",
					!now, "instant", now);
			if (this.panel.kind == Kind.TABLE || this.panel.kind == Kind.HEATMAP) {
				target.put("format", (this.panel.kind == Kind.TABLE) ? "table" : "heatmap");
			}
			targets.add(target);
		}
		return targets;
	}

	private Map<String, Object> options() {
		Map<String, Object> last = map("calcs", List.of("lastNotNull"), "fields", "", "values", false);
		return switch (this.panel.kind) {
			case STAT -> map("reduceOptions", last, "colorMode", "value", "graphMode", "none", "textMode",
					(this.panel.queries.size() > 1) ? "value_and_name" : "auto", "justifyMode", "auto");
			case GAUGE -> map("reduceOptions", last, "showThresholdMarkers", true, "showThresholdLabels", false);
			case BAR_GAUGE -> map("reduceOptions", last, "orientation", "horizontal", "displayMode", "gradient",
					"showUnfilled", true);
			case TABLE -> map("showHeader", true, "sortBy", List.of(map("displayName", "Value", "desc", true)));
			case HEATMAP -> map("calculate", false, "yAxis", map("unit", this.panel.unit.id()), "color",
					map("mode", "scheme", "scheme", "Oranges", "steps", 64), "cellGap", 1, "tooltip",
					map("mode", "single", "yHistogram", false));
			default -> map("legend",
					map("displayMode", "list", "placement", "bottom", "showLegend", hasLegend(), "calcs", List.of()),
					"tooltip", map("mode", "multi", "sort", "desc"));
		};
	}

	private boolean hasLegend() {
		return this.panel.queries.size() > 1 || this.panel.queries.get(0).legend().contains("{{");
	}

}
