package io.sightglass.dashboards.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.sightglass.meters.llm.LlmConventions;
import io.sightglass.registry.catalogue.CatalogueMeter;

/**
 * Where an expression is evaluated: the same question reads differently on a dashboard,
 * which filters by variables, and in a rule, which keeps each cluster and job apart.
 *
 * @param prefix the prefix of Sightglass's meters, or the empty string
 * @param matchers the label matchers that every selector gets
 * @param level the labels that every aggregation keeps
 * @param range the range of rates and increases
 * @param llm by whose names LLM calls are shown
 * @param natives whether distributions are native histograms alone
 */
public record Scope(String prefix, List<String> matchers, List<String> level, String range, LlmConventions llm,
		boolean natives) {

	private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

	/**
	 * The scope of a dashboard's panels.
	 * @param labels how the user's Prometheus labels its targets
	 * @param prefix the prefix of Sightglass's meters, or the empty string
	 * @param llm by whose names LLM calls are shown
	 * @param natives whether distributions are native histograms alone
	 * @return a scope that follows the dashboard's variables
	 */
	public static Scope dashboard(Labels labels, String prefix, LlmConventions llm, boolean natives) {
		return new Scope(prefix,
				List.of(labels.cluster() + "=~\"$cluster\"", labels.job() + "=~\"$job\"", "instance=~\"$instance\""),
				List.of(), "$__rate_interval", llm, natives);
	}

	/**
	 * The scope of rules.
	 * @param labels how the user's Prometheus labels its targets
	 * @param prefix the prefix of Sightglass's meters, or the empty string
	 * @param range the range of rates and increases
	 * @param llm by whose names LLM calls are shown
	 * @param natives whether distributions are native histograms alone
	 * @return a scope that keeps clusters and jobs apart
	 */
	public static Scope rules(Labels labels, String prefix, String range, LlmConventions llm, boolean natives) {
		List<String> matchers = labels.selector().isEmpty() ? List.of() : List.of(labels.selector());
		return new Scope(prefix, matchers, List.of(labels.cluster(), labels.job()), range, llm, natives);
	}

	/**
	 * The same scope with another range.
	 * @param range such as {@code 1h}
	 * @return a copy whose rates and increases are over that range
	 */
	public Scope over(String range) {
		return new Scope(this.prefix, this.matchers, this.level, range, this.llm, this.natives);
	}

	/**
	 * The name under which Prometheus knows a meter, without a distribution's suffixes.
	 * @param meter the catalogue's meter
	 * @return its name in PromQL
	 */
	public String name(CatalogueMeter meter) {
		Meter.Type type = meter.getType();
		String dotted = (this.prefix.isEmpty() || isBoots(meter)) ? meter.getName()
				: this.prefix + "." + meter.getName();
		String name = NAMES.name(dotted, type, meter.getBaseUnit());
		// The convention takes these away, and the client appends them when it writes.
		if (type == Meter.Type.COUNTER) {
			return ending(name, "_total");
		}
		return (type == Meter.Type.GAUGE && (dotted.endsWith(".info") || dotted.endsWith("_info")))
				? ending(name, "_info") : name;
	}

	private static String ending(String name, String end) {
		return name.endsWith(end) ? name : name + end;
	}

	/**
	 * The name of the series that tell how often a meter was counted or recorded, as
	 * which it is there.
	 * @param meter the catalogue's meter
	 * @return its name in PromQL, that of its count if it is a classic distribution
	 */
	public String counted(CatalogueMeter meter) {
		return name(meter) + ((meter.spec().isDistribution() && !this.natives) ? "_count" : "");
	}

	/**
	 * A selector in this scope.
	 * @param name the series' name
	 * @param own the matchers of the question itself
	 * @return the selector with all matchers
	 */
	public String select(String name, List<String> own) {
		String all = Stream.concat(this.matchers.stream(), own.stream()).collect(Collectors.joining(", "));
		return all.isEmpty() ? name : name + "{" + all + "}";
	}

	/**
	 * An aggregation in this scope.
	 * @param operator such as {@code sum}
	 * @param by the labels that the question keeps
	 * @param inner what is aggregated
	 * @return the aggregation, which keeps this scope's labels too
	 */
	public String aggregate(String operator, List<String> by, String inner) {
		List<String> kept = new ArrayList<>(this.level);
		by.stream().filter((label) -> !kept.contains(label)).forEach(kept::add);
		return kept.isEmpty() ? "%s(%s)".formatted(operator, inner)
				: "%s by (%s) (%s)".formatted(operator, String.join(", ", kept), inner);
	}

	// Boot's own timer keeps Boot's name whatever our prefix is.
	private static boolean isBoots(CatalogueMeter meter) {
		return meter.getName().equals("http.server.requests");
	}

}
