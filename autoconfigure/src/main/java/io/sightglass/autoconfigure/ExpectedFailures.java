package io.sightglass.autoconfigure;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.sightglass.meters.connection.ConnectionMeter;
import io.sightglass.meters.http.HttpMeter;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmMeter;
import io.sightglass.meters.pipeline.PipelineMeter;
import io.sightglass.meters.state.StateMeter;
import io.sightglass.meters.transport.TransportMeter;
import io.sightglass.registry.catalogue.CatalogueMeter;

/**
 * Makes the counter of a family's failures as soon as the first meter of the family is
 * there: a counter that appears with its first failure is seen by nobody who asks for an
 * increase. One a family that the application uses, however many endpoints, models and
 * routes it has.
 */
final class ExpectedFailures {

	private final Instruments instruments;

	private final Map<String, String> families;

	private ExpectedFailures(Instruments instruments) {
		this.instruments = instruments;
		this.families = Stream
			.of(family("connections", ConnectionMeter.values()), family("http", HttpMeter.values()),
					family("llm", LlmMeter.values()), family("pipeline", PipelineMeter.values()),
					family("state", StateMeter.values()), family("transport", TransportMeter.values()))
			.flatMap((family) -> family.entrySet().stream())
			.collect(Collectors.toMap((meter) -> instruments.name(meter.getKey()), Map.Entry::getValue));
	}

	private static Map<CatalogueMeter, String> family(String name, CatalogueMeter... meters) {
		return Arrays.stream(meters).collect(Collectors.toMap((meter) -> meter, (meter) -> name));
	}

	/**
	 * Looks at a registry's meters from now on.
	 * @param instruments those that count the failures
	 */
	static void in(Instruments instruments) {
		ExpectedFailures expected = new ExpectedFailures(instruments);
		instruments.registry().config().onMeterAdded(expected::added);
		instruments.registry().getMeters().forEach(expected::added);
	}

	// Made anew where the registry was cleared, with the first meter after that.
	private void added(Meter meter) {
		String family = this.families.get(meter.getId().getName());
		if (family != null) {
			this.instruments.failures().expect(family);
		}
	}

}
