package io.sightglass.instrumentation.internal.llm.http;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.internal.wire.RequestReader;
import io.sightglass.meters.llm.internal.wire.WireReader;
import io.sightglass.meters.llm.price.LlmTier;
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
	 * @param path what was asked for
	 * @param request the request, if it is read
	 * @return whether it says what was used
	 */
	static boolean tell(LlmCall call, WireReader reader, HeaderCounts headers, LlmPath path,
			@Nullable RequestReader request) {
		call.model(reader.model());
		call.finish(reader.finish());
		LlmTier tier = (reader.tier() != null) ? reader.tier() : headers.tier();
		if (tier != null) {
			call.tier(tier);
		}
		if (!Double.isNaN(reader.cost())) {
			call.cost(reader.cost());
		}
		LlmUsage usage = path.used((reader.usage() != null) ? reader.usage() : headers.usage(), request);
		if (usage != null) {
			call.usage(usage);
		}
		return usage != null;
	}

}
