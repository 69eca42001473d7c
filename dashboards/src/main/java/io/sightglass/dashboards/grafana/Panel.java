package io.sightglass.dashboards.grafana;

import java.util.function.Consumer;

import io.sightglass.dashboards.query.Expression;
import io.sightglass.registry.catalogue.CatalogueMeter;
import org.jspecify.annotations.Nullable;

/**
 * One panel: {@code panel(LlmMeter.COST).ratePer("provider")}. Each such method adds a
 * query; its legend is made of the labels that it keeps, unless one is given.
 */
public final class Panel {

	final PanelData data = new PanelData();

	private Panel(@Nullable CatalogueMeter meter) {
		this.data.meter = meter;
	}

	/**
	 * A panel on a meter.
	 * @param meter the meter of which {@link #ratePer} and its like ask
	 * @return a panel without a query, drawn as lines over time
	 */
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
	 * Further queries ask this meter.
	 * @param meter the catalogue's meter
	 * @return this panel
	 */
	public Panel and(CatalogueMeter meter) {
		return with((data) -> data.meter = meter);
	}

	/**
	 * Names the panel.
	 * @param title what it shows
	 * @param description what to do when it is bad, shown where one points at the title
	 * @return this panel
	 */
	public Panel title(String title, String description) {
		this.data.title = title;
		this.data.description = description;
		return this;
	}

	/**
	 * Adds how often a second it was counted.
	 * @param by the labels to keep, a series each
	 * @return this panel
	 */
	public Panel ratePer(String... by) {
		return query(PanelData.legend(by), this.data.metric().ratePer(by));
	}

	/**
	 * Adds how often it was counted in each interval.
	 * @param by the labels to keep, a series each
	 * @return this panel
	 */
	public Panel increasePer(String... by) {
		return query(PanelData.legend(by), this.data.metric().increasePer(by));
	}

	/**
	 * Adds the sum of the gauge.
	 * @param by the labels to keep, a series each
	 * @return this panel
	 */
	public Panel sumPer(String... by) {
		return query(PanelData.legend(by), this.data.metric().sumPer(by));
	}

	/**
	 * Adds the highest value, of a gauge or of a distribution lately.
	 * @param by the labels to keep, a series each
	 * @return this panel
	 */
	public Panel maxPer(String... by) {
		return query(PanelData.legend(by), this.data.metric().maxPer(by));
	}

	/**
	 * Adds the lowest value of the gauge.
	 * @param by the labels to keep, a series each
	 * @return this panel
	 */
	public Panel minPer(String... by) {
		return query(PanelData.legend(by), this.data.metric().minPer(by));
	}

	/**
	 * Adds the mean of the distribution.
	 * @param by the labels to keep, a series each
	 * @return this panel
	 */
	public Panel meanPer(String... by) {
		return query(PanelData.legend(by), this.data.metric().meanPer(by));
	}

	/**
	 * A quantile, and the mean where the meter has no buckets.
	 * @param quantile which one, 0 to 1
	 * @param by the labels to keep
	 * @return this panel
	 */
	public Panel quantileOrMeanPer(double quantile, String... by) {
		// What is idle has no quantile (NaN), and so no line and no place in the legend.
		return query(PanelData.legend(by), this.data.metric().quantileOrMeanPer(quantile, by).atLeast(0));
	}

	/**
	 * The mean, and the quantiles 50, 95 and 99 where the meter has buckets.
	 * @return this panel with four queries
	 */
	public Panel quantiles() {
		meanPer().legend("mean");
		for (double quantile : new double[] { 0.5, 0.95, 0.99 }) {
			query("p" + Expression.number(quantile * 100), this.data.metric().quantilePer(quantile));
		}
		return this;
	}

	/**
	 * Adds a query of the caller's own.
	 * @param legend text, with labels as {@code {{label}}}
	 * @param expression the query
	 * @return this panel
	 */
	public Panel query(String legend, Expression expression) {
		return with((data) -> data.queries.add(new PanelData.Query(legend, expression)));
	}

	/**
	 * The last query's legend.
	 * @param legend text, with labels as {@code {{label}}}
	 * @return this panel
	 */
	public Panel legend(String legend) {
		return query(legend, this.data.queries.remove(this.data.queries.size() - 1).expression());
	}

	/**
	 * Says what the values are, by which Grafana writes them.
	 * @param unit the unit
	 * @return this panel
	 */
	public Panel unit(Unit unit) {
		return with((data) -> data.unit = unit);
	}

	/**
	 * Draws the last value as a large number.
	 * @return this panel
	 */
	public Panel stat() {
		return with((data) -> data.kind = Kind.STAT);
	}

	/**
	 * Draws the last value on a dial.
	 * @return this panel
	 */
	public Panel gauge() {
		return with((data) -> data.kind = Kind.GAUGE);
	}

	/**
	 * Draws the last value of each series as a bar.
	 * @return this panel
	 */
	public Panel barGauge() {
		return with((data) -> data.kind = Kind.BAR_GAUGE);
	}

	/**
	 * Draws the last values as a table.
	 * @return this panel
	 */
	public Panel table() {
		return with((data) -> data.kind = Kind.TABLE);
	}

	/**
	 * Adds the buckets of the distribution and draws them as a heatmap.
	 * @return this panel
	 */
	public Panel heatmap() {
		query("{{le}}", this.data.metric().buckets());
		return with((data) -> data.kind = Kind.HEATMAP);
	}

	/**
	 * Shows a text in place of values.
	 * @param content the text, in Markdown
	 * @return this panel
	 */
	public Panel text(String content) {
		this.data.content = content;
		return with((data) -> data.kind = Kind.TEXT);
	}

	/**
	 * Draws the series on top of each other.
	 * @return this panel
	 */
	public Panel stacked() {
		return with((data) -> data.stacked = true);
	}

	/**
	 * Sets the size, in place of the usual one of its kind.
	 * @param width in columns, of which a row has 24
	 * @param height in Grafana's units of 30 pixels
	 * @return this panel
	 */
	public Panel size(int width, int height) {
		this.data.width = width;
		this.data.height = height;
		return this;
	}

	/**
	 * Ends the axis or dial at a value.
	 * @param max the value
	 * @return this panel
	 */
	public Panel max(double max) {
		return with((data) -> data.max = max);
	}

	/**
	 * Orange from the first value on, red from the second one.
	 * @param warning where it gets worth a look
	 * @param bad where it is bad
	 * @return this panel
	 */
	public Panel badAbove(double warning, double bad) {
		return with((data) -> data.limits = new PanelData.Limits(warning, bad, true));
	}

	/**
	 * Red below the first value, orange below the second one.
	 * @param bad where it is bad
	 * @param good where it is well
	 * @return this panel
	 */
	public Panel badBelow(double bad, double good) {
		return with((data) -> data.limits = new PanelData.Limits(bad, good, false));
	}

	/**
	 * A colour of its own for a series.
	 * @param legendRegex the series' legend
	 * @param colour Grafana's name of the colour
	 * @return this panel
	 */
	public Panel colour(String legendRegex, String colour) {
		return with((data) -> data.colours.put(legendRegex, colour));
	}

	/**
	 * A word instead of a value.
	 * @param value the value
	 * @param word what is shown
	 * @param colour its colour
	 * @return this panel
	 */
	public Panel word(String value, String word, String colour) {
		return with((data) -> data.names.put(value, new PanelData.Names(word, colour)));
	}

	/**
	 * A click leads to another dashboard with the same variables and time.
	 * @param uid its uid
	 * @return this panel
	 */
	public Panel leadsTo(String uid) {
		this.data.link = uid;
		return this;
	}

	private Panel with(Consumer<PanelData> change) {
		change.accept(this.data);
		return this;
	}

}
