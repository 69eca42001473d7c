package io.sightglass.dashboards.rules;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What happens to every series sooner or later, made from each case: its counters begin
 * again at 0, it appears late, or its target goes away.
 */
final class Troubles {

	private static final int LATE = 5;

	// Long enough that nothing is looked back at, short enough that it is not JobGone
	// yet.
	private static final int GONE = 8;

	private Troubles() {
	}

	/**
	 * The case and its troubles: the same alerts fire in each of them.
	 * @param one a case
	 * @return variants of it
	 */
	static Stream<AlertCase> of(AlertCase one) {
		int end = Integer.parseInt(one.at().replace("m", ""));
		Stream<AlertCase> reset = Stream
			.of(variant(one, "after a restart",
					(name, values) -> restarts(name, values) ? values.resetAt(end / 2) : values))
			.filter((variant) -> !variant.series().equals(one.series()));
		return one.firing().isEmpty() ? Stream.concat(reset, quiet(one, end)) : reset;
	}

	private static Stream<AlertCase> quiet(AlertCase one, int end) {
		AlertCase late = variant(one, "with series that appear late", (name, values) -> values.from(LATE));
		AlertCase gone = variant(one, "and then its target goes away", (name, values) -> values.until(end - GONE));
		// That no instance is left is what JobGone is for; it has its own cases.
		boolean isSelf = one.series().stream().anyMatch((line) -> line.startsWith("sightglass_series{"));
		return isSelf ? Stream.of(late) : Stream.of(late, gone);
	}

	// A total that stands still may be of days ago: its case is about that.
	private static boolean restarts(String name, Values values) {
		return List.of("_total", "_bucket", "_count", "_sum").stream().anyMatch(name::endsWith) && values.moves();
	}

	private static AlertCase variant(AlertCase one, String trouble, BiFunction<String, Values, Values> change) {
		return new AlertCase(one.name() + ", " + trouble, one.at(), one.firing(),
				one.series().stream().map((line) -> changed(line, change)).toList());
	}

	private static String changed(String line, BiFunction<String, Values, Values> change) {
		int end = line.indexOf("} ") + 2;
		String name = line.substring(0, line.indexOf('{'));
		Values values = Values.of(line.substring(end));
		Values changed = change.apply(name, values);
		return (changed == values) ? line : line.substring(0, end) + changed;
	}

}
