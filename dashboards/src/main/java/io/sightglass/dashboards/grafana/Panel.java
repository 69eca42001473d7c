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
 * One panel: {@code panel(LlmMeter.COST).ratePer("provider")}. Each verb adds a query;
 * its legend is made of the labels that it keeps, unless one is given.
 */
public final class Panel {

	private @Nullable CatalogueMeter meter;

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

	private Panel(@Nullable CatalogueMeter meter) {
		this.meter = meter;
	}

	public static Panel panel(CatalogueMeter meter) {
		return new Panel(meter);
	}

	/**
	 * A panel on whatever {@link #query} gives it.
	 * @return an empty panel
	 */
	public static Panel panel() {
		return new Panel(null);
	}

	/**
	 * Further verbs ask this meter.
	 * @param meter the catalogue's meter
	 * @return this panel
	 */
	public Panel and(CatalogueMeter meter) {
		this.meter = meter;
		return this;
	}

	public Panel title(String title, String description) {
		this.title = title;
		this.description = description;
		return this;
	}

	public Panel ratePer(String... by) {
		return query(legend(by), metric().ratePer(by));
	}

	public Panel increasePer(String... by) {
		return query(legend(by), metric().increasePer(by));
	}

	public Panel sumPer(String... by) {
		return query(legend(by), metric().sumPer(by));
	}

	public Panel maxPer(String... by) {
		return query(legend(by), metric().maxPer(by));
	}

	public Panel minPer(String... by) {
		return query(legend(by), metric().minPer(by));
	}

	public Panel meanPer(String... by) {
		return query(legend(by), metric().meanPer(by));
	}

	/**
	 * A quantile, and the mean where the meter has no buckets.
	 * @param quantile which one, 0 to 1
	 * @param by the labels to keep
	 * @return this panel
	 */
	public Panel quantileOrMeanPer(double quantile, String... by) {
		// What is idle has no quantile (NaN), and so no line and no place in the legend.
		return query(legend(by), metric().quantileOrMeanPer(quantile, by).atLeast(0));
	}

	/**
	 * The mean, and the quantiles 50, 95 and 99 where the meter has buckets.
	 * @return this panel with four queries
	 */
	public Panel quantiles() {
		meanPer().legend("mean");
		for (double quantile : new double[] { 0.5, 0.95, 0.99 }) {
			query("p" + Expression.number(quantile * 100), metric().quantilePer(quantile));
		}
		return this;
	}

	public Panel query(String legend, Expression expression) {
		this.queries.add(new Query(legend, expression));
		return this;
	}

	/**
	 * The last query's legend.
	 * @param legend text, with labels as {@code {{label}}}
	 * @return this panel
	 */
	public Panel legend(String legend) {
		Query last = this.queries.remove(this.queries.size() - 1);
		return query(legend, last.expression());
	}

	public Panel unit(Unit unit) {
		this.unit = unit;
		return this;
	}

	public Panel stat() {
		return as(Kind.STAT);
	}

	public Panel gauge() {
		return as(Kind.GAUGE);
	}

	public Panel barGauge() {
		return as(Kind.BAR_GAUGE);
	}

	public Panel table() {
		return as(Kind.TABLE);
	}

	public Panel heatmap() {
		query("{{le}}", metric().buckets());
		return as(Kind.HEATMAP);
	}

	public Panel text(String content) {
		this.content = content;
		return as(Kind.TEXT);
	}

	private Panel as(Kind kind) {
		this.kind = kind;
		return this;
	}

	public Panel stacked() {
		this.stacked = true;
		return this;
	}

	public Panel size(int width, int height) {
		this.width = width;
		this.height = height;
		return this;
	}

	public Panel max(double max) {
		this.max = max;
		return this;
	}

	/**
	 * Orange from the first value on, red from the second one.
	 * @param warning where it gets worth a look
	 * @param bad where it is bad
	 * @return this panel
	 */
	public Panel badAbove(double warning, double bad) {
		this.limits = new Limits(warning, bad, true);
		return this;
	}

	/**
	 * Red below the first value, orange below the second one.
	 * @param bad where it is bad
	 * @param good where it is well
	 * @return this panel
	 */
	public Panel badBelow(double bad, double good) {
		this.limits = new Limits(bad, good, false);
		return this;
	}

	/**
	 * A colour of its own for a series.
	 * @param legendRegex the series' legend
	 * @param colour Grafana's name of the colour
	 * @return this panel
	 */
	public Panel colour(String legendRegex, String colour) {
		this.colours.put(legendRegex, colour);
		return this;
	}

	/**
	 * A word instead of a value.
	 * @param value the value
	 * @param word what is shown
	 * @param colour its colour
	 * @return this panel
	 */
	public Panel word(String value, String word, String colour) {
		this.names.put(value, new Names(word, colour));
		return this;
	}

	/**
	 * A click leads to another dashboard with the same variables and time.
	 * @param uid its uid
	 * @return this panel
	 */
	public Panel leadsTo(String uid) {
		this.link = uid;
		return this;
	}

	int width() {
		return (this.width > 0) ? this.width : this.kind.width();
	}

	int height() {
		return (this.height > 0) ? this.height : this.kind.height();
	}

	private Metric metric() {
		if (this.meter == null) {
			throw new IllegalStateException("This panel has no meter: start with panel(meter), or use query(...)");
		}
		return Metric.of(this.meter);
	}

	private static String legend(String... by) {
		return (by.length == 0) ? "now" : "{{" + String.join("}} {{", by) + "}}";
	}

	record Query(String legend, Expression expression) {
	}

	record Names(String word, String colour) {
	}

	record Limits(double first, double second, boolean highIsBad) {
	}

}
