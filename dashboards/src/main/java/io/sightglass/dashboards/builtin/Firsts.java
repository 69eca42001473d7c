package io.sightglass.dashboards.builtin;

import io.sightglass.dashboards.query.Expression;
import io.sightglass.dashboards.query.Metric;

/**
 * Counters of what should never happen appear with their first event, and an increase
 * does not see the step from nothing to 1. This does.
 */
final class Firsts {

	private Firsts() {
	}

	static Expression increase(Metric metric, String range, String... by) {
		Expression born = (scope) -> {
			String now = metric.series().in(scope);
			return scope.aggregate("sum", java.util.List.of(by), now + " unless " + now + " offset " + range);
		};
		return metric.increasePer(by).over(range).above(0).or(born.above(0));
	}

}
