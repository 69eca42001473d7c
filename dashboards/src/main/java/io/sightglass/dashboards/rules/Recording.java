package io.sightglass.dashboards.rules;

import java.util.Map;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.query.Expression;
import io.sightglass.dashboards.query.Scope;
import io.sightglass.registry.catalogue.CatalogueMeter;

import static io.sightglass.dashboards.Text.map;

/**
 * A recording rule, named {@code level:metric:operations}. It is an expression too: the
 * recorded series.
 *
 * @param meter the meter in its name
 * @param suffix what its name adds to the meter's, such as {@code _errors}
 * @param operations what was done, such as {@code ratio_rate5m}
 * @param of what is recorded
 */
public record Recording(CatalogueMeter meter, String suffix, String operations, Expression of) implements Expression {

	@Override
	public String in(Scope scope) {
		return "job:" + scope.name(this.meter).replaceFirst("_total$", "") + this.suffix + ":" + this.operations;
	}

	Map<String, Object> rule(Options options) {
		return map("record", in(options.rules()), "expr", this.of.in(options.rules()));
	}

}
