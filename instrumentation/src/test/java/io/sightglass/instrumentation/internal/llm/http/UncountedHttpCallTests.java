package io.sightglass.instrumentation.internal.llm.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.instrumentation.internal.llm.OuterCall;
import io.sightglass.instrumentation.internal.llm.StreamDetails;
import io.sightglass.instrumentation.internal.llm.StreamDetailsCache;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.PriceBook;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a stream announced is known to the library above, however the stream ends.
 */
class UncountedHttpCallTests {

	private static final byte[] ANNOUNCED = """
			event: message_start
			data: {"type":"message_start","message":{"id":"m","model":"claude-opus-4-8","usage":{"input_tokens":100,"output_tokens":1}}}

			"""
		.getBytes(StandardCharsets.UTF_8);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	private final LlmMeters meters = LlmMeters.in(this.instruments, PriceBook.EMPTY);

	@Test
	void isKnownWhereTheConnectionBreaks() {
		assertThat(tokensAfter((call) -> call.failed(new IOException("unexpected end of stream")))).isEqualTo(100);
	}

	@Test
	void isKnownWhereTheStreamIsDroppedOrEnds() {
		assertThat(tokensAfter(HttpCall::cancelled)).isEqualTo(100);
		assertThat(tokensAfter(HttpCall::closed)).isEqualTo(200);
		assertThat(tokensAfter(HttpCall::ended)).isEqualTo(300);
	}

	private double tokensAfter(Consumer<HttpCall> end) {
		LlmCall call = this.meters.start("anthropic", "claude-opus-4-8", "chat");
		OuterCall outer = OuterCall.open(call);
		HttpCall http = new UncountedHttpCall(this.meters, "anthropic", null, "claude-opus-4-8", new int[0],
				new StreamDetailsCache(false), this.instruments.failures());
		http.answered(200, Map.of("Content-Type", "text/event-stream")::get);
		http.read(ByteBuffer.wrap(ANNOUNCED));
		end.accept(http);
		Objects.requireNonNull(StreamDetails.endedFor(outer, null, LlmUsage.NONE)).addTo(call);
		call.done();
		return this.registry.get("llm.tokens").tag("type", "input").counter().count();
	}

}
