package io.sightglass.instrumentation.internal.llm.http;

import java.util.function.Function;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * What Amazon and Google tell of an answer in its headers.
 */
final class HeaderCounts {

	private @Nullable String input;

	private @Nullable String output;

	private @Nullable String tier;

	private @Nullable String error;

	void read(Function<String, @Nullable String> headers) {
		this.input = headers.apply("X-Amzn-Bedrock-Input-Token-Count");
		this.output = headers.apply("X-Amzn-Bedrock-Output-Token-Count");
		this.error = headers.apply("x-amzn-ErrorType");
		String amazons = headers.apply("X-Amzn-Bedrock-Service-Tier");
		this.tier = (amazons != null) ? amazons : headers.apply("x-gemini-service-tier");
	}

	@Nullable LlmUsage usage() {
		if (this.input == null && this.output == null) {
			return null;
		}
		try {
			return LlmUsage.exclusive(count(this.input), count(this.output), 0, 0);
		}
		catch (NumberFormatException ex) {
			return LlmUsage.IMPOSSIBLE;
		}
	}

	private static long count(@Nullable String header) {
		long count = (header != null) ? Long.parseLong(header.strip()) : 0;
		return (count < 0) ? Long.MAX_VALUE : count;
	}

	@Nullable LlmTier tier() {
		return (this.tier != null) ? LlmTier.of(this.tier) : null;
	}

	String error() {
		return (this.error != null) ? this.error : "";
	}

}
