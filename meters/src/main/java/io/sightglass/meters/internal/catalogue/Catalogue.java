package io.sightglass.meters.internal.catalogue;

import java.util.List;
import java.util.stream.Stream;

import io.sightglass.meters.connection.ConnectionMeter;
import io.sightglass.meters.http.HttpMeter;
import io.sightglass.meters.llm.GenAiMeter;
import io.sightglass.meters.llm.LlmMeter;
import io.sightglass.meters.pipeline.PipelineMeter;
import io.sightglass.meters.state.StateMeter;
import io.sightglass.meters.transport.TransportMeter;
import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.SelfMeter;

/**
 * Every meter of every family.
 */
public final class Catalogue {

	private static final List<Family> FAMILIES = List.of(
	// @formatter:off
			new Family("connections", List.of(ConnectionMeter.values())),
			new Family("transport", List.of(TransportMeter.values())),
			new Family("http", List.of(HttpMeter.values())),
			new Family("pipelines", List.of(PipelineMeter.values())),
			new Family("state", List.of(StateMeter.values())),
			new Family("llm", both(LlmMeter.values(), GenAiMeter.values())),
			new Family("self", List.of(SelfMeter.values())));
	// @formatter:on

	private Catalogue() {
	}

	public static List<Family> families() {
		return FAMILIES;
	}

	private static List<CatalogueMeter> both(CatalogueMeter[] first, CatalogueMeter[] second) {
		return Stream.of(first, second).flatMap(Stream::of).toList();
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
