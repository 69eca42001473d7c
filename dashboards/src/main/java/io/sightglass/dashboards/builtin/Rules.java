package io.sightglass.dashboards.builtin;

import java.util.List;

import io.sightglass.dashboards.rules.RuleGroup;

/**
 * Every rule of every family.
 */
public final class Rules {

	private Rules() {
	}

	/**
	 * The rules that are shipped.
	 * @param thresholds the numbers that the alerts compare with
	 * @return one group a family
	 */
	public static List<RuleGroup> all(Thresholds thresholds) {
		return List.of(HttpRules.build(thresholds), ConnectionRules.build(thresholds), TransportRules.build(thresholds),
				PipelineRules.build(thresholds), LlmRules.build(thresholds), StateRules.build(thresholds),
				SelfRules.build(thresholds));
	}

}
