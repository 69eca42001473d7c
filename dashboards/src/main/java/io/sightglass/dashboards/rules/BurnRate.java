package io.sightglass.dashboards.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sightglass.dashboards.query.Expression;
import io.sightglass.registry.catalogue.CatalogueMeter;

/**
 * How fast an error budget of 30 days burns, over a long and a short window each: the
 * long one proves that it matters, the short one that it still goes on.
 */
public final class BurnRate {

	private static final List<String> WINDOWS = List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d");

	private static final double TWO_PERCENT_IN_AN_HOUR = 14.4;

	private static final double FIVE_PERCENT_IN_SIX_HOURS = 6;

	private static final double TEN_PERCENT_IN_A_DAY = 3;

	private static final double TEN_PERCENT_IN_THREE_DAYS = 1;

	private final Map<String, Recording> ratios = new LinkedHashMap<>();

	private final double budget;

	/**
	 * The burn rates of a ratio of errors.
	 * @param meter the meter in the recordings' names
	 * @param errors the ratio of errors
	 * @param objective the share that should succeed, such as 0.999
	 */
	public BurnRate(CatalogueMeter meter, Expression errors, double objective) {
		// 1 - 0.999 is not 0.001 in binary; nobody wants to read the difference.
		this.budget = Math.round((1 - objective) * 1e9) / 1e9;
		WINDOWS.forEach((window) -> this.ratios.put(window,
				new Recording(meter, "_errors", "ratio_rate" + window, errors.over(window))));
	}

	/**
	 * Adds what both conditions read: the ratio of errors over each window.
	 * @param group the group of rules that records it
	 */
	public void recordIn(RuleGroup group) {
		this.ratios.values().forEach(group::record);
	}

	/**
	 * Whether the budget burns so fast that somebody should look at once: 2 % of it in an
	 * hour or 5 % in six.
	 * @return the condition of an alert
	 */
	public Expression fast() {
		return both("1h", "5m", TWO_PERCENT_IN_AN_HOUR).or(both("6h", "30m", FIVE_PERCENT_IN_SIX_HOURS));
	}

	/**
	 * Whether the budget burns so fast that somebody should look today: 10 % of it in a
	 * day or in three.
	 * @return the condition of an alert
	 */
	public Expression slow() {
		return both("1d", "2h", TEN_PERCENT_IN_A_DAY).or(both("3d", "6h", TEN_PERCENT_IN_THREE_DAYS));
	}

	private Expression both(String longWindow, String shortWindow, double factor) {
		double limit = Math.round(factor * this.budget * 1e9) / 1e9;
		return ratio(longWindow).above(limit).and(ratio(shortWindow).above(limit));
	}

	private Expression ratio(String window) {
		Recording ratio = this.ratios.get(window);
		if (ratio == null) {
			throw new IllegalArgumentException("No ratio is recorded over " + window);
		}
		return ratio;
	}

}
