package io.sightglass.docs;

import java.util.List;

import io.sightglass.catalogue.CatalogueMeter;
import io.sightglass.http.HttpMeter;
import io.sightglass.llm.LlmMeter;
import io.sightglass.registry.SelfMeter;

/**
 * Every meter of every family.
 */
public final class Catalogue {

	private static final List<Family> FAMILIES = List.of(
	// @formatter:off
			new Family("http", List.of(HttpMeter.values())),
			new Family("llm", List.of(LlmMeter.values())),
			new Family("self", List.of(SelfMeter.values())));
	// @formatter:on

	private Catalogue() {
	}

	public static List<Family> families() {
		return FAMILIES;
	}

	/**
	 * A family and its meters.
	 *
	 * @param name the family's name
	 * @param meters its meters, in the catalogue's order
	 */
	public record Family(String name, List<? extends CatalogueMeter> meters) {
	}

}
