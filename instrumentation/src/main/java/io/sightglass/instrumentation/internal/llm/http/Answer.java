package io.sightglass.instrumentation.internal.llm.http;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.internal.wire.WireReader;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * Tells a call what an answer says.
 */
final class Answer {

	private Answer() {
	}

	/**
	 * Tells it.
	 * @param call the call
	 * @param reader what the answer's body says
	 * @param headers what its headers say
	 * @param spoken how many characters were to be spoken
	 * @return whether it says what was used
	 */
	static boolean tell(LlmCall call, WireReader reader, HeaderCounts headers, int spoken) {
		call.model(reader.model());
		call.finish(reader.finish());
		LlmTier tier = (reader.tier() != null) ? reader.tier() : headers.tier();
		if (tier != null) {
			call.tier(tier);
		}
		if (!Double.isNaN(reader.cost())) {
			call.cost(reader.cost());
		}
		LlmUsage usage = usage(reader, headers, spoken);
		if (usage != null) {
			call.usage(usage);
		}
		return usage != null;
	}

	private static @Nullable LlmUsage usage(WireReader reader, HeaderCounts headers, int spoken) {
		LlmUsage usage = (reader.usage() != null) ? reader.usage() : headers.usage();
		if (spoken > 0 && (usage == null || usage.isEmpty())) {
			return LlmUsage.NONE.with(LlmUnit.CHARACTER, spoken);
		}
		return usage;
	}

}
