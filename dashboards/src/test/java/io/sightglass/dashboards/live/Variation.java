package io.sightglass.dashboards.live;

import java.util.Map;
import java.util.function.Predicate;

import io.sightglass.meters.http.HttpMeter;
import io.sightglass.registry.catalogue.CatalogueMeter;

/**
 * What is unusual about a synthetic application.
 *
 * @param prefix before its meters' names, or the empty string
 * @param renamed meters with other names than the catalogue's
 * @param silent meters that it does not have
 * @param buckets which distributions have buckets
 * @param moving whether anything happens after the first moment
 */
record Variation(String prefix, Map<String, String> renamed, Predicate<CatalogueMeter> silent,
		Predicate<CatalogueMeter> buckets, boolean moving) {

	static final Variation NONE = new Variation("", Map.of(), (meter) -> false, (meter) -> true, true);

	static Variation prefixed(String prefix) {
		return new Variation(prefix, Map.of(), NONE.silent(), NONE.buckets(), true);
	}

	static Variation renamed(String meter, String other) {
		return new Variation("", Map.of(meter, other), NONE.silent(), NONE.buckets(), true);
	}

	static Variation without(Predicate<CatalogueMeter> silent) {
		return new Variation("", Map.of(), silent, NONE.buckets(), true);
	}

	static Variation withoutBuckets() {
		return new Variation("", Map.of(), NONE.silent(), (meter) -> false, true);
	}

	static Variation byDefault() {
		return new Variation("", Map.of(), NONE.silent(), HttpMeter.SERVER_REQUESTS::equals, true);
	}

	static Variation asleep() {
		return new Variation("", Map.of(), NONE.silent(), NONE.buckets(), false);
	}

	String name(CatalogueMeter meter) {
		String name = this.renamed.getOrDefault(meter.getName(), meter.getName());
		boolean isBoots = name.equals("http.server.requests");
		return (this.prefix.isEmpty() || isBoots) ? name : this.prefix + "." + name;
	}

}
