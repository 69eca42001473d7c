package io.sightglass.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.lang.model.element.Element;

/**
 * Checks the names of one meter and of its tags.
 */
final class NameChecks {

	private final Problems problems;

	NameChecks(Problems problems) {
		this.problems = problems;
	}

	void check(MeterModel meter) {
		name(meter);
		unit(meter);
		tags(meter);
	}

	private void name(MeterModel meter) {
		Element at = meter.method();
		String name = meter.name();
		if (name.isEmpty()) {
			this.problems.error(at, "%s needs the meter's name here: %s(\"orders.placed\").", meter.kind().annotation(),
					meter.kind().annotation());
			return;
		}
		if (!PrometheusNames.isDotted(name)) {
			this.problems.error(at,
					"Prometheus would rewrite the name '%s'. Use letters, digits and underscores between single dots, "
							+ "beginning with a letter.",
					name);
			return;
		}
		String whole = meter.unit().isEmpty() ? name : name + "." + meter.unit();
		String end = PrometheusNames.rewrittenEnd(meter.kind(), whole);
		if (end.equals("total") && meter.kind() == Kind.COUNTER) {
			this.problems.error(at, "A counter ends in _total by itself: leave '%s' off '%s'.", end, whole);
		}
		else if (!end.isEmpty()) {
			this.problems.error(at,
					"The Prometheus client takes '%s' off the end of '%s', as it is reserved. Say it otherwise, such "
							+ "as '%s'.",
					end, whole, otherwise(whole, end));
		}
	}

	private static String otherwise(String name, String end) {
		String start = (name.length() > end.length()) ? name.substring(0, name.length() - end.length() - 1) : "things";
		return switch (end) {
			case "created" -> start + ".made";
			case "total" -> start + ".count";
			default -> start + ".state";
		};
	}

	private void unit(MeterModel meter) {
		String name = meter.name();
		if (meter.kind() == Kind.TIMER) {
			String unit = PrometheusNames.timeUnitAtEnd(name);
			if (!unit.isEmpty()) {
				this.problems.error(meter.method(),
						"A timer is in seconds and says so itself: leave '%s' off '%s', which would be scraped as %s.",
						unit, name, PrometheusNames.family(Kind.TIMER, name, ""));
			}
			return;
		}
		String unit = meter.unit();
		if (unit.isEmpty()) {
			return;
		}
		if (!unit.matches("[a-z][a-z0-9_]*")) {
			this.problems.error(meter.method(),
					"The unit '%s' is no Prometheus unit. Use one lower-case word, such as " + "bytes or seconds.",
					unit);
		}
		else if (PrometheusNames.endsWith(name, unit)) {
			this.problems.error(meter.method(),
					"The unit '%s' is in the name '%s' and again the base unit. Leave it off the name: Prometheus "
							+ "appends it.",
					unit, name);
		}
	}

	private void tags(MeterModel meter) {
		Set<String> seen = new HashSet<>();
		if (meter.annotation().extraTags().size() % 2 != 0) {
			this.problems.error(meter.method(), "extraTags are keys and values in turn, but there are %d strings.",
					meter.annotation().extraTags().size());
		}
		if (meter.returns() == Returns.TIMING) {
			seen.add(MeterModel.OUTCOME);
		}
		meter.fixedKeys().forEach((key) -> tag(meter, meter.method(), key, seen));
		List<TagModel> tags = meter.tags();
		tags.forEach((tag) -> tag(meter, tag.parameter(), tag.key(), seen));
	}

	private void tag(MeterModel meter, Element at, String key, Set<String> seen) {
		String label = PrometheusNames.normal(key);
		if (label.equals("le") || label.equals("quantile") || label.startsWith("__")) {
			this.problems.error(at, "The label '%s' is reserved by Prometheus. Name it otherwise with @TagKey(\"…\").",
					label);
		}
		else if (!PrometheusNames.isDotted(key)) {
			this.problems.error(at, "Prometheus would rewrite the label '%s'. Use letters, digits and underscores "
					+ "between single dots, beginning with a letter.", key);
		}
		else if (!seen.add(label)) {
			boolean outcome = label.equals(MeterModel.OUTCOME) && meter.returns() == Returns.TIMING;
			this.problems.error(at,
					outcome ? "A Timing adds the tag 'outcome' itself. Name this one otherwise, or return a Stopwatch."
							: "The label '%s' is there twice. Name one of the two otherwise with @TagKey(\"…\").",
					label);
		}
	}

}
