package io.sightglass.dashboards.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Meter;
import io.sightglass.registry.catalogue.CatalogueMeter;

/**
 * Questions to one meter of the catalogue, such as
 * {@code Metric.of(LlmMeter.COST).ratePer("provider")}. A label that the meter does not
 * have is refused, because Prometheus would answer it with silence.
 */
public final class Metric {

	private static final List<String> TARGET_LABELS = List.of("instance", "le");

	private final CatalogueMeter meter;

	private final List<String> own;

	private final Map<String, String> names;

	private Metric(CatalogueMeter meter, List<String> own, Map<String, String> names) {
		this.meter = meter;
		this.own = List.copyOf(own);
		this.names = Map.copyOf(names);
	}

	/**
	 * Begins a question to a meter.
	 * @param meter the catalogue's meter
	 * @return a question to all its series
	 */
	public static Metric of(CatalogueMeter meter) {
		return new Metric(meter, List.of(), Map.of());
	}

	/**
	 * Asks only the series with a value.
	 * @param key the tag's key
	 * @param value its value
	 * @return a narrower question
	 */
	public Metric where(String key, String value) {
		return matching(key, "=", value);
	}

	/**
	 * Asks only the series whose value matches.
	 * @param key the tag's key
	 * @param regex Prometheus's regular expression of the whole value
	 * @return a narrower question
	 */
	public Metric whereLike(String key, String regex) {
		return matching(key, "=~", regex);
	}

	/**
	 * Asks only the series whose value does not match.
	 * @param key the tag's key
	 * @param regex Prometheus's regular expression of the whole value
	 * @return a narrower question
	 */
	public Metric whereNot(String key, String regex) {
		return matching(key, "!~", regex);
	}

	private Metric matching(String key, String operator, String value) {
		if (!this.meter.spec().keys().contains(key)) {
			known(List.of(key));
		}
		List<String> matchers = new ArrayList<>(this.own);
		matchers.add(label(key) + operator + "\"" + value + "\"");
		return new Metric(this.meter, matchers, this.names);
	}

	/**
	 * The same question to a meter whose tags have other names than those that are asked
	 * for.
	 * @param names the names of the meter's keys, by those that the question uses
	 * @return a question that answers under those names
	 */
	public Metric called(Map<String, String> names) {
		return new Metric(this.meter, this.own, names);
	}

	/**
	 * How often a second it was counted, or a distribution recorded.
	 * @param by the labels to keep
	 * @return {@code sum by (…) (rate(…))}
	 * @throws IllegalArgumentException if the meter is a gauge
	 */
	public Expression ratePer(String... by) {
		return overTime("rate", by);
	}

	/**
	 * How often it was counted, or a distribution recorded, over the scope's range.
	 * @param by the labels to keep
	 * @return {@code sum by (…) (increase(…))}
	 * @throws IllegalArgumentException if the meter is a gauge
	 */
	public Expression increasePer(String... by) {
		return overTime("increase", by);
	}

	private Expression overTime(String function, String... by) {
		if (this.meter.getType() == Meter.Type.GAUGE) {
			throw new IllegalArgumentException(this.meter.getName() + " is a gauge: it has no " + function);
		}
		List<String> kept = known(List.of(by));
		return (scope) -> scope.aggregate("sum", kept, named(kept,
				this.meter.spec().isDistribution() ? part(scope, "count", function) : over(scope, function, "")));
	}

	/**
	 * How much a second a distribution recorded.
	 * @param by the labels to keep
	 * @return {@code sum by (…) (rate(…_sum))}
	 * @throws IllegalArgumentException if the meter is neither a timer nor a summary
	 */
	public Expression amountPer(String... by) {
		List<String> kept = distribution(by);
		return (scope) -> scope.aggregate("sum", kept, named(kept, part(scope, "sum", "rate")));
	}

	/**
	 * The sum of a gauge.
	 * @param by the labels to keep
	 * @return {@code sum by (…) (…)}
	 * @throws IllegalArgumentException if the meter is no gauge
	 */
	public Expression sumPer(String... by) {
		return gauge("sum", by);
	}

	/**
	 * The lowest value of a gauge.
	 * @param by the labels to keep
	 * @return {@code min by (…) (…)}
	 * @throws IllegalArgumentException if the meter is no gauge
	 */
	public Expression minPer(String... by) {
		return gauge("min", by);
	}

	/**
	 * The number of series, such as instances.
	 * @param by the labels to keep
	 * @return a count
	 */
	public Expression countPer(String... by) {
		return gauge("count", by);
	}

	/**
	 * The highest value of a gauge, or the highest recent value of a distribution.
	 * @param by the labels to keep
	 * @return a maximum
	 */
	public Expression maxPer(String... by) {
		if (this.meter.spec().isDistribution()) {
			List<String> kept = known(List.of(by));
			return (scope) -> scope.aggregate("max", kept, select(scope, "_max"));
		}
		return gauge("max", by);
	}

	private Expression gauge(String operator, String... by) {
		if (this.meter.getType() != Meter.Type.GAUGE) {
			throw new IllegalArgumentException(this.meter.getName() + " is no gauge: ask for a rate or an increase");
		}
		List<String> kept = known(List.of(by));
		return (scope) -> scope.aggregate(operator, kept, select(scope, ""));
	}

	/**
	 * A quantile of a distribution that has buckets.
	 * @param quantile which one, 0 to 1
	 * @param by the labels to keep
	 * @return the quantile, which has no series where the meter has no buckets
	 * @throws IllegalArgumentException if the meter is neither a timer nor a summary
	 */
	public Expression quantilePer(double quantile, String... by) {
		List<String> kept = distribution(by);
		return (scope) -> "histogram_quantile(%s, %s)".formatted(Expression.number(quantile),
				histogram(scope, "rate", kept));
	}

	/**
	 * A quantile, and the mean where the meter has no buckets: only the server's requests
	 * have some unless sightglass.histograms.meters names more.
	 * @param quantile which one, 0 to 1
	 * @param by the labels to keep
	 * @return the quantile or the mean
	 */
	public Expression quantileOrMeanPer(double quantile, String... by) {
		return quantilePer(quantile, by).or(meanPer(by));
	}

	/**
	 * The mean of a distribution, with buckets or without.
	 * @param by the labels to keep
	 * @return the mean; what recorded nothing has no series
	 * @throws IllegalArgumentException if the meter is neither a timer nor a summary
	 */
	public Expression meanPer(String... by) {
		List<String> kept = distribution(by);
		Expression sum = amountPer(by);
		Expression count = (scope) -> scope.aggregate("sum", kept, named(kept, part(scope, "count", "rate")));
		return sum.dividedBy(count.above(0));
	}

	/**
	 * The buckets of a distribution, for a heatmap.
	 * @return increases per bucket
	 */
	public Expression buckets() {
		List<String> kept = distribution();
		return (scope) -> histogram(scope, "increase", kept);
	}

	/**
	 * The series as they are.
	 * @return the selector alone
	 */
	public Expression series() {
		return (scope) -> scope.select(scope.counted(this.meter), this.own);
	}

	private String select(Scope scope, String suffix) {
		return scope.select(scope.name(this.meter) + suffix, this.own);
	}

	private String over(Scope scope, String function, String suffix) {
		return "%s(%s[%s])".formatted(function, select(scope, suffix), scope.range());
	}

	// A native histogram is one series, of which functions tell count and sum.
	private String part(Scope scope, String part, String function) {
		return scope.natives() ? "histogram_%s(%s)".formatted(part, over(scope, function, ""))
				: over(scope, function, "_" + part);
	}

	private String histogram(Scope scope, String function, List<String> kept) {
		if (scope.natives()) {
			return scope.aggregate("sum", kept, named(kept, over(scope, function, "")));
		}
		List<String> buckets = new ArrayList<>(List.of("le"));
		buckets.addAll(kept);
		return scope.aggregate("sum", buckets, named(buckets, over(scope, function, "_bucket")));
	}

	private String named(List<String> kept, String vector) {
		String named = vector;
		for (String label : kept) {
			String key = this.names.get(label);
			if (key != null) {
				named = "label_replace(%s, \"%s\", \"$1\", \"%s\", \"(.*)\")".formatted(named, label, label(key));
			}
		}
		return named;
	}

	private static String label(String key) {
		return key.replace('.', '_');
	}

	private List<String> distribution(String... by) {
		if (!this.meter.spec().isDistribution()) {
			throw new IllegalArgumentException(this.meter.getName() + " is no distribution");
		}
		return known(List.of(by));
	}

	private List<String> known(List<String> labels) {
		for (String label : labels) {
			if (!this.meter.spec().keys().contains(this.names.getOrDefault(label, label))
					&& !TARGET_LABELS.contains(label)) {
				throw new IllegalArgumentException("%s has the tags %s and no '%s'".formatted(this.meter.getName(),
						this.meter.spec().keys(), label));
			}
		}
		return labels;
	}

}
