package io.sightglass.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.Text;
import io.sightglass.dashboards.query.Scope;
import io.sightglass.registry.catalogue.CatalogueMeter;

import static io.sightglass.dashboards.Text.map;

/**
 * Builds a dashboard from rows of panels, left to right on Grafana's 24 columns: <pre>
 * DashboardBuilder.dashboard("shop", "Shop").discover(LlmMeter.REQUESTS)
 *     .row("Money", panel(LlmMeter.COST).title("Spend", "...").ratePer("provider").unit(Unit.DOLLARS))
 *     .json(Options.DEFAULT);
 * </pre>
 */
public final class DashboardBuilder {

	/** The tag by which our dashboards link to each other. */
	public static final String TAG = "sightglass";

	private static final int COLUMNS = 24;

	private static final int MAX_UID = 40;

	private final String uid;

	private final String title;

	private final List<Row> rows = new ArrayList<>();

	private String description = "";

	private DashboardBuilder(String uid, String title) {
		if (!uid.matches("[a-zA-Z0-9_-]{1," + MAX_UID + "}")) {
			throw new IllegalArgumentException(
					"The uid is '%s', but Grafana takes letters, digits, - and _, at most %d".formatted(uid, MAX_UID));
		}
		this.uid = uid;
		this.title = title;
	}

	/**
	 * Begins a dashboard.
	 * @param uid by which Grafana knows it and links find it: at most 40 letters, digits,
	 * dashes and underscores
	 * @param title what Grafana shows above it
	 * @return a builder without rows
	 * @throws IllegalArgumentException if Grafana would not take the uid
	 */
	public static DashboardBuilder dashboard(String uid, String title) {
		return new DashboardBuilder(uid, title);
	}

	private CatalogueMeter discovery = io.sightglass.registry.catalogue.SelfMeter.SERIES;

	/**
	 * The meter whose targets the variables offer.
	 * @param meter a meter that each interesting target has
	 * @return this builder
	 */
	public DashboardBuilder discover(CatalogueMeter meter) {
		this.discovery = meter;
		return this;
	}

	/**
	 * Describes the dashboard.
	 * @param description what Grafana shows in its list and settings
	 * @return this builder
	 */
	public DashboardBuilder describe(String description) {
		this.description = description;
		return this;
	}

	/**
	 * Adds panels below those that are there.
	 * @param title the row's title, or the empty string for none
	 * @param panels the panels, left to right; what does not fit goes below
	 * @return this builder
	 */
	public DashboardBuilder row(String title, Panel... panels) {
		this.rows.add(new Row(title, List.of(panels)));
		return this;
	}

	/**
	 * What Grafana and links know it by.
	 * @return the uid
	 */
	public String uid() {
		return this.uid;
	}

	/**
	 * What Grafana shows above it.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	/**
	 * The dashboard's file.
	 * @param options what differs between users
	 * @return its JSON, the same for the same options
	 */
	public String json(Options options) {
		return Text.json(build(options));
	}

	/**
	 * The dashboard as Grafana reads it.
	 * @param options what differs between users
	 * @return the tree of its JSON
	 */
	public Map<String, Object> build(Options options) {
		Variables variables = new Variables(options, options.dashboards().counted(this.discovery));
		return map("uid", this.uid, "title", this.title, "description", this.description, "tags", List.of(TAG),
				"schemaVersion", 39, "editable", false, "graphTooltip", 1, "refresh", "30s", "timezone", "browser",
				"time", map("from", "now-1h", "to", "now"), "links",
				List.of(map("type", "dashboards", "title", "Sightglass", "tags", List.of(TAG), "asDropdown", true,
						"includeVars", true, "keepTime", true, "targetBlank", false, "icon", "external link", "tooltip",
						"", "url", "")),
				"templating", map("list", variables.json()), "annotations",
				map("list", List.of(variables.firingAlerts())), "panels",
				panels(options.dashboards(), variables.datasource()));
	}

	private List<Object> panels(Scope scope, Map<String, Object> datasource) {
		List<Object> json = new ArrayList<>();
		int y = 0;
		for (Row row : this.rows) {
			if (!row.title().isEmpty()) {
				json.add(map("id", json.size() + 1, "type", "row", "title", row.title(), "collapsed", false, "gridPos",
						map("h", 1, "w", COLUMNS, "x", 0, "y", y), "panels", List.of()));
				y++;
			}
			int x = 0;
			int height = 0;
			for (Panel built : row.panels()) {
				PanelData panel = built.data;
				if (x + panel.width() > COLUMNS) {
					y += height;
					x = 0;
					height = 0;
				}
				json.add(new PanelJson(panel, scope, datasource).at(json.size() + 1, x, y));
				x += panel.width();
				height = Math.max(height, panel.height());
			}
			y += height;
		}
		return json;
	}

	private record Row(String title, List<Panel> panels) {
	}

}
