package io.sightglass.instrumentation.internal.llm.http;

import java.util.function.Function;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.price.LlmTier;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of an answer tell.
 */
public final class AnswerHead {

	private AnswerHead() {
	}

	static boolean isStream(@Nullable String type) {
		return type != null && (type.contains("event-stream") || type.contains("eventstream") || type.contains("ndjson")
				|| type.contains("stream+json"));
	}

	// A transcript as plain text is all the speaker's own words, whatever they look like.
	static boolean isReadable(@Nullable String type, String operation) {
		return type == null || !(type.startsWith("audio/") || type.startsWith("image/") || type.startsWith("video/")
				|| (type.startsWith("text/plain") && operation.equals("transcription")));
	}

	/**
	 * Tells a call that a library counts what the provider still allows, and by which of
	 * its prices it bills.
	 * @param call the call
	 * @param headers the first value of a header, by name in any case
	 */
	public static void tell(LlmCall call, Function<String, @Nullable String> headers) {
		RateLimits.tell(call, headers);
		HeaderCounts counts = new HeaderCounts();
		counts.read(headers);
		LlmTier tier = counts.tier();
		if (tier != null) {
			call.tier(tier);
		}
	}

}
