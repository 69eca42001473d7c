package io.sightglass.dashboards.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sightglass.dashboards.Options;

import static io.sightglass.dashboards.Text.map;

/**
 * The rules of one family: <pre>
 * RuleGroup.of("llm")
 *     .record(new Recording(LlmMeter.COST, "", "rate5m", Metric.of(LlmMeter.COST).ratePer("provider")))
 *     .alert(new Alert("ShopSpendsTooMuch", Severity.WARNING, "15m", ...))
 * </pre>
 */
public final class RuleGroup {

	private final String family;

	private final List<Recording> recordings = new ArrayList<>();

	private final List<Alert> alerts = new ArrayList<>();

	private RuleGroup(String family) {
		this.family = family;
	}

	/**
	 * Begins the rules of a family.
	 * @param family the family, which becomes a label of its alerts
	 * @return a group without rules
	 */
	public static RuleGroup of(String family) {
		return new RuleGroup(family);
	}

	/**
	 * Adds a recording rule.
	 * @param recording the rule
	 * @return this group
	 */
	public RuleGroup record(Recording recording) {
		this.recordings.add(recording);
		return this;
	}

	/**
	 * Adds an alert.
	 * @param alert the alert
	 * @return this group
	 */
	public RuleGroup alert(Alert alert) {
		this.alerts.add(alert);
		return this;
	}

	/**
	 * The family whose rules these are.
	 * @return the family's name
	 */
	public String family() {
		return this.family;
	}

	/**
	 * The alerts that were added.
	 * @return a copy of the list, in their order
	 */
	public List<Alert> alerts() {
		return List.copyOf(this.alerts);
	}

	/**
	 * The recording rules that were added.
	 * @return a copy of the list, in their order
	 */
	public List<Recording> recordings() {
		return List.copyOf(this.recordings);
	}

	/**
	 * A file of rules as Prometheus reads it.
	 * @param groups the groups
	 * @param options what differs between users
	 * @return the tree of its YAML
	 */
	public static Map<String, Object> file(List<RuleGroup> groups, Options options) {
		List<Object> list = new ArrayList<>();
		groups.forEach((group) -> group.addTo(list, options));
		return map("groups", list);
	}

	private void addTo(List<Object> groups, Options options) {
		if (!this.recordings.isEmpty()) {
			groups.add(map("name", "sightglass-" + this.family + "-recording", "rules",
					this.recordings.stream().map((rule) -> rule.rule(options)).toList()));
		}
		if (!this.alerts.isEmpty()) {
			groups.add(map("name", "sightglass-" + this.family + "-alerts", "rules",
					this.alerts.stream().map((rule) -> rule.rule(options, this.family)).toList()));
		}
	}

}
