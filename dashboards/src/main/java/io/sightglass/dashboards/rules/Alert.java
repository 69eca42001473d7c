package io.sightglass.dashboards.rules;

import java.util.Locale;
import java.util.Map;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.query.Expression;

import static io.sightglass.dashboards.Text.map;

/**
 * One alert.
 *
 * @param name its name in CamelCase
 * @param severity who is to be told
 * @param holds how long the condition holds before it fires, such as {@code 10m}
 * @param when the condition
 * @param summary one sentence without templates
 * @param description what is seen, with labels and a coarse value
 */
public record Alert(String name, Severity severity, String holds, Expression when, String summary, String description) {

	/**
	 * For a condition that is true of a while already, such as an increase over an hour.
	 */
	public static final String AT_ONCE = "0s";

	/**
	 * An alert of a group of rules.
	 * @param name its name in CamelCase
	 * @param severity how urgent it is
	 * @param holds how long the condition holds before it fires
	 * @param when the condition
	 * @param summary one sentence without templates
	 * @param description what is seen, with labels and a coarse value
	 * @throws IllegalArgumentException if the name is not in CamelCase, or the summary
	 * has a template
	 */
	public Alert {
		if (!name.matches("([A-Z][a-z0-9]+)+")) {
			throw new IllegalArgumentException("The alert is called '%s', but a name is in CamelCase".formatted(name));
		}
		if (summary.contains("{{")) {
			throw new IllegalArgumentException("The summary of %s has a template: alerts group by it".formatted(name));
		}
	}

	Map<String, Object> rule(Options options, String family) {
		Map<String, Object> rule = map("alert", this.name, "expr", this.when.in(options.rules()));
		if (!this.holds.equals(AT_ONCE)) {
			rule.put("for", this.holds);
		}
		rule.put("labels", map("severity", this.severity.label(), "family", family));
		rule.put("annotations",
				map("summary", this.summary, "description",
						this.description.replace("$job", "$labels." + options.labels().job()), "runbook_url",
						options.runbooks() + "#" + this.name.toLowerCase(Locale.ROOT)));
		return rule;
	}

}
