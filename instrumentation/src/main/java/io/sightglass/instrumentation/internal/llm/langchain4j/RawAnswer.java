package io.sightglass.instrumentation.internal.llm.langchain4j;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.sightglass.instrumentation.internal.llm.http.AnswerHead;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.internal.wire.WireReader;
import org.jspecify.annotations.Nullable;

/**
 * The provider's own answer, which LangChain4j's models of OpenAI and Anthropic keep
 * beside what they make of it. It has what LangChain4j has no place for.
 */
final class RawAnswer {

	private final WireReader reader = new WireReader();

	private final @Nullable Object response;

	RawAnswer(Object metadata) {
		this.response = LangChain4jUsage.ask(metadata, "rawHttpResponse");
		try {
			read(metadata);
		}
		catch (Throwable ignored) {
			// What was read before it stands.
		}
	}

	private void read(Object metadata) {
		if (LangChain4jUsage.ask(metadata, "rawServerSentEvents") instanceof List<?> events && !events.isEmpty()) {
			events.forEach((event) -> read(
					"data: " + String.valueOf(LangChain4jUsage.ask(event, "data")).replace("\n", "\ndata: ") + "\n\n"));
		}
		else if (this.response != null && LangChain4jUsage.ask(this.response, "body") instanceof String body) {
			read(body);
		}
	}

	private void read(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		this.reader.feed(bytes, 0, bytes.length);
	}

	/**
	 * Tells a call what the answer says and LangChain4j does not.
	 * @param call the call
	 */
	void tell(LlmCall call) {
		if (this.reader.usage() != null) {
			call.usage(this.reader.usage());
		}
		if (this.reader.tier() != null) {
			call.tier(this.reader.tier());
		}
		if (!Double.isNaN(this.reader.cost())) {
			call.cost(this.reader.cost());
		}
		if (this.reader.finish() != null) {
			call.finish(this.reader.finish());
		}
		if (this.response != null && LangChain4jUsage.ask(this.response, "headers") instanceof Map<?, ?> headers) {
			AnswerHead.tell(call, (name) -> header(headers, name));
		}
	}

	private static @Nullable String header(Map<?, ?> headers, String name) {
		for (Map.Entry<?, ?> header : headers.entrySet()) {
			if (name.toLowerCase(Locale.ROOT).equals(String.valueOf(header.getKey()).toLowerCase(Locale.ROOT))
					&& header.getValue() instanceof Collection<?> values && !values.isEmpty()) {
				return String.valueOf(values.iterator().next());
			}
		}
		return null;
	}

	boolean hasUsage() {
		return this.reader.usage() != null;
	}

	/**
	 * What went wrong in an answer that began well.
	 * @return the error, or {@code null} where the answer tells none
	 */
	@Nullable LlmError error() {
		String code = this.reader.error();
		return (code != null) ? LlmError.ofCode(code) : null;
	}

	/**
	 * Whether the answer is still to be made, and to be asked for again.
	 * @return whether it is queued or in progress
	 */
	boolean isUnfinished() {
		return this.reader.isUnfinished();
	}

}
