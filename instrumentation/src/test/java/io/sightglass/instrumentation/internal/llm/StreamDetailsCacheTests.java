package io.sightglass.instrumentation.internal.llm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.PriceBook;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that gives all answers one id, and as many tokens to each.
 */
class StreamDetailsCacheTests {

	private static final String ANSWER = """
			{"id":"chatcmpl-1","model":"m","choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}],\
			"usage":{"prompt_tokens":10,"completion_tokens":1}}""";

	private final LlmMeters meters = LlmMeters.in(new Instruments(new SimpleMeterRegistry()), PriceBook.EMPTY);

	private final StreamDetailsCache cache = new StreamDetailsCache(false);

	@Test
	void theCallThatAskedHasTheAnswer() {
		OuterCall first = open("Who was first?");
		OuterCall second = open("Who was second?");
		StreamOrigin toFirst = answered("Who was first?");
		StreamOrigin toSecond = answered("Who was second?");
		LlmUsage usage = LlmUsage.exclusive(10, 1, 0, 0);
		StreamDetails ofFirst = this.cache.take(first, "chatcmpl-1", "m", usage);
		StreamDetails ofSecond = this.cache.take(second, "chatcmpl-1", "m", usage);
		assertThat(ofSecond).isNotNull().extracting(StreamDetails::origin).isSameAs(toSecond);
		assertThat(ofFirst).isNotNull().extracting(StreamDetails::origin).isSameAs(toFirst);
		assertThat(this.cache.take(first, "chatcmpl-1", "m", usage)).isNull();
		first.close();
		second.close();
	}

	private OuterCall open(String says) {
		LlmCall call = this.meters.start("openai", "m", "chat");
		return OuterCall.open(call, "m", () -> Stream.of(says));
	}

	private StreamOrigin answered(String says) {
		StreamOrigin origin = new StreamOrigin("m", Arrays.hashCode(says.getBytes(StandardCharsets.UTF_8)));
		StreamReader reader = new StreamReader(this.cache, null, origin, false);
		reader.read(ByteBuffer.wrap(ANSWER.getBytes(StandardCharsets.UTF_8)));
		reader.ended();
		return origin;
	}

}
