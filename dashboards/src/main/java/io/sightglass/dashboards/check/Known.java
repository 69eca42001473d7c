package io.sightglass.dashboards.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sightglass.dashboards.query.Scope;
import io.sightglass.meters.internal.catalogue.Catalogue;
import io.sightglass.registry.catalogue.CatalogueMeter;

/**
 * The names that the catalogue's meters have in Prometheus, by family.
 */
final class Known {

	private static final List<String> PARTS = List.of("_bucket", "_count", "_sum", "_max");

	private final Map<String, Catalogue.Family> families = new LinkedHashMap<>();

	private final Scope scope;

	Known(Scope scope) {
		this.scope = scope;
		for (Catalogue.Family family : Catalogue.families()) {
			for (CatalogueMeter meter : family.meters()) {
				names(meter).forEach((name) -> this.families.put(name, family));
			}
		}
	}

	private Stream<String> names(CatalogueMeter meter) {
		String name = this.scope.name(meter);
		return !meter.spec().isDistribution() ? Stream.of(name)
				: this.scope.natives() ? Stream.of(name, name + "_max") : PARTS.stream().map((part) -> name + part);
	}

	/**
	 * A regular expression of every name that could be one of ours, with any prefix and
	 * renamed.
	 * @return the expression
	 */
	String pattern() {
		return "(.+_)?(" + Catalogue.families()
			.stream()
			.flatMap((family) -> family.meters().stream())
			.map((meter) -> meter.getName().split("\\.")[0])
			.distinct()
			.collect(Collectors.joining("|")) + ")(_.+)?";
	}

	String family(String name) {
		Catalogue.Family family = this.families.get(name);
		return (family != null) ? family.name() : "unknown";
	}

	/**
	 * Whether any meter of a name's own family is there.
	 * @param name a name of the catalogue
	 * @param names what Prometheus has
	 * @return whether the family is on and in use
	 */
	boolean hasSiblings(String name, Set<String> names) {
		return names.stream().anyMatch((other) -> isOurs(other) && family(other).equals(family(name)));
	}

	boolean hasAny(Set<String> names) {
		return names.stream().anyMatch(this::isOurs);
	}

	// Boot's own timer is there without us.
	private boolean isOurs(String name) {
		return this.families.containsKey(name) && !name.startsWith("http_server_requests");
	}

	/**
	 * A name that looks as if it were this one before it was renamed: of the same words
	 * in front and behind, and not in the catalogue.
	 * @param name a name of the catalogue
	 * @param names what Prometheus has
	 * @return the closest of such names
	 */
	Optional<String> renamed(String name, Set<String> names) {
		String first = this.scope.prefix().isEmpty() ? name : name.substring(this.scope.prefix().length() + 1);
		String front = name.substring(0, name.length() - first.length()) + first.split("_")[0] + "_";
		String behind = name.substring(name.lastIndexOf('_'));
		return names.stream()
			.filter((other) -> other.startsWith(front) && other.endsWith(behind) && !this.families.containsKey(other))
			.sorted()
			.reduce((one, other) -> common(name, other) > common(name, one) ? other : one);
	}

	/**
	 * The prefix under which the name is there.
	 * @param name a name of the catalogue, with the prefix that was asked for
	 * @param names what Prometheus has
	 * @return the other prefix, if there is one
	 */
	Optional<String> otherPrefix(String name, Set<String> names) {
		String own = this.scope.prefix().isEmpty() ? "" : this.scope.prefix() + "_";
		String bare = name.substring(own.length());
		return names.stream()
			.filter((other) -> other.equals(bare) || other.endsWith("_" + bare))
			.sorted()
			.map((other) -> other.substring(0, Math.max(0, other.length() - bare.length() - 1)))
			.findFirst();
	}

	// Words at the end that two names share.
	private static int common(String one, String other) {
		int length = 0;
		while (length < Math.min(one.length(), other.length())
				&& one.charAt(one.length() - 1 - length) == other.charAt(other.length() - 1 - length)) {
			length++;
		}
		return length;
	}

}
