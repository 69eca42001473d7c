package io.sightglass.dashboards.check;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a query is probably empty.
 */
final class Reasons {

	private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{");

	private final Set<String> names;

	Reasons(Set<String> names) {
		this.names = names;
	}

	/**
	 * What is said of a query over names that Prometheus does not know.
	 * @param query the query
	 * @return the reason, or the empty string where every name is known
	 */
	String missing(String query) {
		for (String name : selected(query)) {
			if (!this.names.contains(name)) {
				return reason(name);
			}
		}
		return "";
	}

	String quiet() {
		return "its series exist, but not for this choice, or there was no traffic in the range of the rates";
	}

	private String reason(String name) {
		String base = name.replaceFirst("_bucket$", "");
		if (!base.equals(name) && this.names.contains(base + "_count")) {
			return "there is no %s: histograms are off, set sightglass.histograms.mode to slo or percentiles"
				.formatted(name);
		}
		String family = name.substring(0, Math.max(name.indexOf('_'), 0));
		boolean on = this.names.stream().anyMatch((known) -> known.startsWith(family + "_"));
		return on ? "there is no %s: nothing of the kind has happened yet, or the meter was renamed".formatted(name)
				: "there is no %s nor any other %s_*: the family is off, unused, or has another prefix".formatted(name,
						family);
	}

	private static Set<String> selected(String query) {
		Set<String> names = new LinkedHashSet<>();
		Matcher matcher = SELECTOR.matcher(query);
		while (matcher.find()) {
			names.add(matcher.group(1));
		}
		return names;
	}

}
