package io.sightglass.instrumentation.internal.llm.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.Budget;
import io.sightglass.meters.llm.LlmConventions;
import io.sightglass.meters.llm.LlmLimits;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.wire.RequestReader;
import io.sightglass.meters.llm.price.PriceBook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each chunk of a stream has a time and both names of its model, whatever comes in one
 * read.
 */
class StreamChunksTests {

	private static final byte[] REQUEST = "{\"model\":\"gpt-4o\"}".getBytes(StandardCharsets.UTF_8);

	private static final byte[] STREAM = """
			data: {"model":"gpt-4o-2024-08-06","choices":[{"delta":{"content":"H"}}]}

			data: {"model":"gpt-4o-2024-08-06","choices":[{"delta":{"content":"i"}}]}

			data: {"model":"gpt-4o-2024-08-06","choices":[{"delta":{"content":"!"},"finish_reason":"stop"}]}

			data: [DONE]

			""".getBytes(StandardCharsets.UTF_8);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 4096 })
	void haveATimeAndANameEach(int length) {
		LlmMeters meters = LlmMeters.in(this.instruments, PriceBook.EMPTY, Budget.none(this.instruments),
				LlmLimits.DEFAULT, LlmConventions.OPENTELEMETRY);
		LlmPath path = Objects
			.requireNonNull(LlmPaths.of("openai", "POST", URI.create("http://host/v1/chat/completions")));
		HttpCall call = HttpCall.open(meters, "openai", path, null, this.instruments.failures());
		RequestReader request = new RequestReader();
		request.feed(REQUEST, 0, REQUEST.length);
		call.request(request);
		call.answered(200, Map.of("Content-Type", "text/event-stream")::get);
		for (int at = 0; at < STREAM.length; at += length) {
			call.read(ByteBuffer.wrap(STREAM, at, Math.min(length, STREAM.length - at)));
		}
		call.ended();
		assertThat(this.registry.find("gen_ai.client.inference.time_per_output_chunk").timers()).singleElement()
			.satisfies((chunks) -> {
				assertThat(chunks.count()).isEqualTo(2);
				assertNames(chunks);
			});
		assertThat(this.registry.find("gen_ai.client.inference.time_to_first_chunk").timers()).singleElement()
			.satisfies(StreamChunksTests::assertNames);
	}

	private static void assertNames(Timer timer) {
		assertThat(timer.getId().getTag("gen_ai.request.model")).isEqualTo("gpt-4o");
		assertThat(timer.getId().getTag("gen_ai.response.model")).isEqualTo("gpt-4o-2024-08-06");
	}

}
