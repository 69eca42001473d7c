package io.sightglass.autoconfigure.llm;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.sightglass.meters.llm.GenAiMeter;
import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.internal.log.SafeLog;

/**
 * Leaves out what Spring AI and LangChain4j themselves show of calls under
 * OpenTelemetry's names, where Sightglass shows them: they would count twice, and
 * Prometheus takes no second type or set of labels for a name.
 */
final class OthersGenAiMeters implements MeterFilter {

	private static final SafeLog logger = SafeLog.of(OthersGenAiMeters.class);

	// Spring AI's timer, and that of calls in progress.
	private static final String OPERATION = "gen_ai.client.operation";

	private static final String ACTIVE = OPERATION + ".active";

	private final Map<String, String> descriptions = Arrays.stream(GenAiMeter.values())
		.collect(Collectors.toMap(GenAiMeter::getName, (meter) -> meter.spec().description()));

	private final AtomicBoolean said = new AtomicBoolean();

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		if (!isAnothers(id)) {
			return MeterFilterReply.NEUTRAL;
		}
		if (!this.said.getAndSet(true)) {
			logger.info("The meter " + Printable.value(id.getName()) + " of another library is left out, and those "
					+ "like it: sightglass.llm.conventions shows calls under these names.");
		}
		return MeterFilterReply.DENY;
	}

	private boolean isAnothers(Meter.Id id) {
		String name = id.getName();
		if (name.equals(OPERATION) || name.equals(ACTIVE)) {
			return true;
		}
		String ours = this.descriptions.get(name);
		return ours != null && !Objects.equals(ours, id.getDescription());
	}

}
